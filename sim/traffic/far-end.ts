// SPDX-License-Identifier: Apache-2.0
import type { Port } from '../harness/index.ts';
import type { Random } from '../tasks/index.ts';
import { KIND_NUMBERS } from './circuits/sending-port.ts';
import { drawLength } from './random-choices.ts';

/** How the far end of a link behaves. Probabilities are for each cycle, but for `hostility`. */
export interface FarEndHabits {
  /** A beat waits, in either direction. */
  readonly stall: number;
  /** Cycles of service, at most. */
  readonly mostService: number;
  /** A notice is sent when nothing else is. */
  readonly notices: number;
  /** The link is lost. */
  readonly loss: number;
  /** Cycles until it is there again, at most. */
  readonly mostOutage: number;
  /** A message is wrong: an answer to no call, a call, or longer than a buffer. */
  readonly hostility: number;
}

/** A server behind a link. `drive` before the design settles, `observe` after. */
export interface FarEnd {
  drive(): void;
  observe(): void;
  /** From now on it loses no link and sends no notice; what it has it answers. */
  calmDown(): void;
  /** Loses the link for so many cycles, with everything that is under way. */
  lose(cycles: number): void;
  /** Calls that it has and has not answered. */
  open(): number;
  idle(): boolean;
  reset(): void;
  /** Times that the link was lost. */
  losses(): number;
}

interface OpenCall {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly due: number;
}

/** The bytes of the return of a call: those of the call, each one higher. */
export function farEndAnswer(call: Uint8Array): Uint8Array {
  return call.map((byte) => byte + 1);
}

/**
 * A far end on the ports `link_*` of a design. It takes calls and notices, serves each call for a random time, and
 * returns them in an order of its own.
 */
export function createFarEnd(
  port: (name: string) => Port,
  { threads, bufferBytes }: { readonly threads: number; readonly bufferBytes: number },
  random: Random,
  habits: FarEndHabits,
): FarEnd {
  const at = (name: string) => port(`link_${name}`);
  const [up, outValid, outReady, outStrobe] = [at('up'), at('out_valid'), at('out_ready'), at('out_strobe')];
  const [outLast, outTag, outKind] = [at('out_last'), at('out_tag'), at('out_kind')];
  const [inValid, inReady, inData, inStrobe] = [
    at('in_valid'),
    at('in_ready'),
    at('in_data'),
    at('in_strobe'),
  ];
  const [inLast, inTag, inKind, outData] = [at('in_last'), at('in_tag'), at('in_kind'), at('out_data')];
  const wordBytes = inStrobe.width;
  const word = new Uint8Array(wordBytes);
  let cycle = 0;
  let outage = 0;
  let lost = 0;
  let calm = false;
  let calls: OpenCall[] = [];
  let received: number[] = [];
  /** The message being sent and how much of it is; undefined for none. */
  let message: { readonly bytes: Uint8Array; readonly tag: number; readonly kind: number } | undefined;
  let offset = 0;
  let offering = false;

  function forget(): void {
    calls = [];
    received = [];
    message = undefined;
    offering = false;
  }

  function nextMessage(): typeof message {
    if (!calm && random.chance(habits.hostility / 20)) {
      const length = random.chance(0.5) ? random.below(20) : bufferBytes + 1 + random.below(3 * wordBytes);
      const tag = random.below(2 ** inTag.width);
      return { bytes: random.fill(new Uint8Array(length)), tag, kind: random.below(4) };
    }
    const ready = calls.filter(({ due }) => due <= cycle);
    const call = ready[random.below(Math.max(1, ready.length))];
    if (call !== undefined) {
      calls.splice(calls.indexOf(call), 1);
      const tooLong = !calm && random.chance(habits.hostility);
      const bytes = tooLong ? new Uint8Array(bufferBytes + wordBytes) : farEndAnswer(call.bytes);
      return { bytes, tag: call.tag, kind: KIND_NUMBERS.return };
    }
    if (calm || !random.chance(habits.notices)) return undefined;
    const bytes = random.fill(new Uint8Array(drawLength(random, bufferBytes)));
    return { bytes, tag: random.below(threads), kind: KIND_NUMBERS.notice };
  }

  function offer(): void {
    const { bytes, tag, kind } = message!;
    const here = bytes.subarray(offset, offset + wordBytes);
    word.fill(0);
    word.set(here);
    inData.setBytes(word);
    inStrobe.write((1n << BigInt(here.length)) - 1n);
    inLast.value = Number(offset + wordBytes >= bytes.length);
    // After the first beat tag and kind mean nothing.
    inTag.value = offset === 0 ? tag : random.below(2 ** inTag.width);
    inKind.value = offset === 0 ? kind : random.below(4);
    offering = true;
  }

  function take(): void {
    const count = outStrobe.read().toString(2).replace(/^0$/, '').length;
    const data = outData.read();
    for (let lane = 0; lane < count; lane += 1) received.push(Number((data >> BigInt(8 * lane)) & 255n));
    if (outLast.value !== 1) return;
    if (outKind.value === KIND_NUMBERS.call) {
      const due = cycle + random.below(habits.mostService + 1);
      calls.push({ tag: outTag.value, bytes: Uint8Array.from(received), due });
    }
    received = [];
  }

  const farEnd: FarEnd = {
    drive() {
      cycle += 1;
      if (outage > 0) outage -= 1;
      else if (!calm && random.chance(habits.loss)) farEnd.lose(1 + random.below(habits.mostOutage));
      up.value = Number(outage === 0);
      outReady.value = Number(outage === 0 && !random.chance(calm ? 0 : habits.stall));
      if (outage > 0) {
        inValid.value = 0;
        return;
      }
      if (message === undefined) {
        message = nextMessage();
        offset = 0;
      }
      if (message !== undefined && !offering && !random.chance(habits.stall)) offer();
      inValid.value = Number(offering);
    },
    observe() {
      if (outage > 0) return;
      if (outValid.value === 1 && outReady.value === 1) take();
      if (!offering || inReady.value !== 1) return;
      offering = false;
      offset += wordBytes;
      if (offset >= message!.bytes.length) message = undefined;
    },
    calmDown() {
      calm = true;
    },
    lose(cycles) {
      outage = cycles;
      lost += 1;
      forget();
    },
    open: () => calls.length,
    idle: () => message === undefined && calls.length === 0 && outage === 0 && outValid.value === 0,
    reset() {
      forget();
      outage = 0;
    },
    losses: () => lost,
  };
  return farEnd;
}
