// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../sim/tasks/index.ts';
import { drawMostBytes } from './message-length.ts';
import type { PortOf, Stimulus } from './stream-stimulus.ts';

/** How a party uses its commands and its window. */
export interface CommandHabits {
  /** How likely it is, in each cycle, that a command begins. */
  readonly rate: number;
  /** How likely it is that an access to the window begins. Commands of the party wait for it. */
  readonly accessRate: number;
  /** Messages are short, and several buffers are often given back in a row. */
  readonly rush: boolean;
  /** How likely an operand is anything at all. */
  readonly hostility: number;
  /** Buffers that its commands hold at most. */
  readonly mostHeld: number;
  readonly bufferBytes: number;
  readonly threads: number;
  readonly kind: 1 | 2;
  /** Calls may be held: their returns may leave in the buffers that they came in. */
  readonly holds: boolean;
  /** All that the party holds is being taken back. */
  readonly reclaims: () => boolean;
}

const [allocate, indicate, detect, deallocate] = [0, 1, 2, 3];
const notFound = 3;

/** A buffer that the commands of a party hold, as far as the party knows. */
interface Held {
  readonly entry: number;
  readonly pointer: number;
  /** It may be sent: the party allocated it. */
  readonly sendable: boolean;
  /** Tag of the call that came in it, or -1. */
  readonly call: number;
}

interface GivenCommand {
  readonly operation: number;
  /** The buffer it is about, if the party holds it. */
  readonly named: Held | undefined;
  /** The call it returns, if it does. */
  readonly answered: number | undefined;
}

/** Gives random commands and window accesses; while `enough` is true it only frees what it holds. */
export function commandUser(
  portOf: PortOf,
  party: string,
  random: Random,
  habits: CommandHabits,
  tags: number[],
  enough: () => boolean,
): Stimulus & { readonly held: readonly Held[] } {
  const port = (name: string) => portOf(`${party}_${name}`);
  const [valid, ready, operation] = [port('command_valid'), port('command_ready'), port('command_operation')];
  const [entry, pointer, length] = [port('command_entry'), port('command_pointer'), port('command_length')];
  const [tag, kind, mode] = [port('command_tag'), port('command_kind'), port('receive_by_command')];
  const [resultValid, resultCode, resultEntry] = [
    port('result_valid'),
    port('result_code'),
    port('result_entry'),
  ];
  const [resultPointer, resultTag, resultKind] = [
    port('result_pointer'),
    port('result_tag'),
    port('result_kind'),
  ];
  const [windowValid, windowReady, windowWrite] = [
    port('window_valid'),
    port('window_ready'),
    port('window_write'),
  ];
  const [windowEntry, windowOffset] = [port('window_entry'), port('window_offset')];
  const [windowData, windowStrobe, clear] = [port('window_data'), port('window_strobe'), port('error_clear')];
  const windowDone = port('window_done');
  const bytes = new Uint8Array(windowStrobe.width);
  let held: Held[] = [];
  /** The command at the port, and those accepted whose results are to come. */
  let offered: GivenCommand = { operation: allocate!, named: undefined, answered: undefined };
  let pending: GivenCommand[] = [];
  let commandPassed = false;
  let accessPassed = false;
  /** Accesses of the window that were accepted and are not done. */
  let reaching = 0;
  let givingBack = false;

  const pick = (): Held | undefined => (held.length === 0 ? undefined : held[random.below(held.length)]);
  /** Keeps to the rules: reaches only what it holds, and does one thing at a time. */
  const polite = habits.hostility === 0;
  const busy = () =>
    polite && (pending.length > 0 || valid.value === 1 || windowValid.value === 1 || reaching > 0);
  const anything = () => !enough() && random.chance(habits.hostility);

  /** Chooses what is given back next in a row; nothing of it is named twice. */
  function next(): Held | undefined {
    const left = held.filter((one) => !pending.some(({ named }) => named === one));
    if (habits.rush && !givingBack) givingBack = left.length > 1 + random.below(4);
    if (left.length === 0) givingBack = false;
    return givingBack ? left[0] : undefined;
  }

  function command(): void {
    const inARow = next();
    const chosen = inARow ?? pick();
    const wants = random.below(8);
    const free = chosen !== undefined && (enough() || inARow !== undefined || wants < (habits.rush ? 1 : 2));
    const send = !free && (chosen?.sendable === true || (chosen !== undefined && anything())) && wants < 5;
    let wanted = free ? deallocate! : send ? indicate! : mode.value === 1 && wants < 7 ? detect! : allocate!;
    if (wanted === allocate && held.length >= habits.mostHeld && !anything()) wanted = deallocate!;
    if (anything()) wanted = random.below(4);
    // The lowest buffers are those in use.
    const entries = habits.rush ? Math.min(8, 2 ** entry.width) : 2 ** entry.width;
    entry.value = chosen === undefined || anything() ? random.below(entries) : chosen.entry;
    operation.value = wanted;
    pointer.value = chosen === undefined || anything() ? random.below(2 ** pointer.width) : chosen.pointer;
    length.value = anything()
      ? random.below(2 ** length.width)
      : random.below((habits.rush ? bytes.length : drawMostBytes(random, habits.bufferBytes)) + 1);
    tag.value = random.below(anything() ? 2 ** tag.width : habits.threads);
    kind.value = anything() ? random.below(4) : random.chance(0.5) ? habits.kind : 0;
    let answered = wanted === indicate && kind.value === 2 && habits.kind === 2 ? tags.pop() : undefined;
    if (answered !== undefined) tag.value = answered;
    else if (kind.value === 2 && polite) kind.value = 0;
    if (habits.holds && !enough() && chosen !== undefined && chosen.call >= 0 && random.chance(0.4)) {
      if (answered !== undefined) tags.push(answered);
      operation.value = indicate!;
      kind.value = 2;
      tag.value = chosen.call;
      const owed = tags.indexOf(chosen.call);
      answered = owed < 0 ? undefined : tags.splice(owed, 1)[0];
    }
    offered = {
      operation: operation.value,
      named: chosen?.entry === entry.value ? chosen : undefined,
      answered,
    };
    valid.value = 1;
  }

  function access(): void {
    const chosen = pick();
    if (chosen === undefined && polite) return;
    windowWrite.value = random.below(2);
    windowEntry.value =
      chosen === undefined || anything() ? random.below(2 ** windowEntry.width) : chosen.entry;
    const words = Math.min(2 ** windowOffset.width, habits.bufferBytes / bytes.length);
    windowOffset.value = random.chance(0.5)
      ? random.below(Math.min(4, words))
      : random.below(2 ** windowOffset.width);
    windowData.setBytes(random.fill(bytes));
    windowStrobe.write(anyStrobes());
    windowValid.value = 1;
  }

  /** Up to 64 strobes, each set or not. */
  function anyStrobes(): bigint {
    const low = BigInt(random.next32());
    const high = bytes.length > 32 ? BigInt(random.next32()) << 32n : 0n;
    return BigInt.asUintN(bytes.length, high | low);
  }

  return {
    get held() {
      return held;
    },
    drive() {
      clear.value = random.chance(0.02) ? 1 : 0;
      if (enough()) mode.value = 0;
      else if (random.chance(0.01)) mode.value = random.below(2);
      if (commandPassed) valid.value = 0;
      if (accessPassed) windowValid.value = 0;
      commandPassed = false;
      accessPassed = false;
      const wants = enough() ? held.length > 0 : random.chance(habits.rate);
      if (valid.value === 0 && !busy() && wants) command();
      if (windowValid.value === 0 && !enough() && !busy() && random.chance(habits.accessRate)) access();
    },
    observe() {
      if (resultValid.value === 1) {
        const given = pending.shift();
        const sendable = given?.operation === allocate;
        const isCall = given?.operation === detect && resultKind.value === 1;
        const call = isCall ? resultTag.value : -1;
        const found = { entry: resultEntry.value, pointer: resultPointer.value, sendable, call };
        const ok = resultCode.value === 0;
        if (ok && (given?.operation === allocate || given?.operation === detect)) held.push(found);
        if (ok && given?.operation === detect && resultKind.value === 1) tags.push(resultTag.value);
        if (!ok && given?.answered !== undefined) tags.push(given.answered);
        const freed = given?.operation === deallocate && resultCode.value !== notFound;
        // A free that is refused, other than for a wrong name, says that the buffer is not held.
        if (freed || (given?.operation === indicate && ok)) {
          held = held.filter((one) => one !== given.named);
        }
      }
      if (valid.value === 1 && ready.value === 1) {
        commandPassed = true;
        pending.push(offered);
      }
      // All that the party held is gone; what was accepted before is still answered, or never.
      if (habits.reclaims()) {
        held = [];
        reaching = 0;
      }
      if (windowValid.value === 1 && windowReady.value === 1) {
        accessPassed = true;
        reaching += 1;
      }
      // Behind a bus an access that is refused is done in the cycle in which it is accepted.
      if (windowDone.value === 1) reaching = Math.max(0, reaching - 1);
    },
    idle: () =>
      held.length === 0 &&
      pending.length === 0 &&
      valid.value === 0 &&
      windowValid.value === 0 &&
      reaching === 0,
    reset() {
      held = [];
      pending = [];
      reaching = 0;
      givingBack = false;
      commandPassed = false;
      accessPassed = false;
      valid.value = 0;
      windowValid.value = 0;
    },
  };
}
