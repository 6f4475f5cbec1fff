// SPDX-License-Identifier: Apache-2.0
import type { Port } from '../../sim/harness/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import { drawMostBytes } from './message-length.ts';

/** How a party uses its streams. */
export interface StreamHabits {
  /** How likely it is, in each cycle, that a beat is held back. */
  readonly stall: number;
  /** How likely a message is wrong: a tag or kind it may not use, too long, or withdrawn. */
  readonly hostility: number;
  readonly bufferBytes: number;
  readonly threads: number;
  /** Kind of its requests or returns: 1 calls, 2 returns. */
  readonly kind: 1 | 2;
  /** All messages are of one beat or two, and there are pauses in which others work. */
  readonly short: boolean;
}

/** Finds a port of the design by its native name. */
export type PortOf = (name: string) => Port;

/** Something that drives ports: `drive` before the model settles, `observe` after. */
export interface Stimulus {
  drive(): void;
  observe(): void;
  /** Nothing of it is under way. */
  idle(): boolean;
  /** The design was reset. */
  reset(): void;
}

const lengths = [
  () => 0,
  (random: Random) => random.below(10),
  (random: Random) => random.below(100),
  (random: Random, most: number) => random.below(most + 1),
  (_: Random, most: number) => most,
] as const;

/** Sends random messages, one after the other, while `enough` is false, then the returns that are left. `tags` gives the calls to return. */
export function streamSender(
  portOf: PortOf,
  party: string,
  random: Random,
  habits: StreamHabits,
  tags: number[],
  enough: () => boolean,
): Stimulus & { readonly sent: number } {
  const port = (name: string) => portOf(`${party}_in_${name}`);
  const [valid, ready, data, strobe] = [port('valid'), port('ready'), port('data'), port('strobe')];
  const [last, abort, tag, kind] = [port('last'), port('abort'), port('tag'), port('kind')];
  const wordBytes = strobe.width;
  const bytes = new Uint8Array(wordBytes);
  const message = { tag: 0, kind: 0, left: -1, first: true, withdrawn: false };
  let sent = 0;
  let offering = false;
  let lastBeat = false;
  let pause = 0;

  const owesReturns = () => habits.kind === 2 && tags.length > 0;

  function begin(): void {
    const hostile = !enough() && random.chance(habits.hostility);
    const most = drawMostBytes(random, habits.bufferBytes);
    message.left = habits.short
      ? random.below((random.chance(0.2) ? 2 : 1) * wordBytes + 1)
      : Math.min(most, lengths[random.below(lengths.length)]!(random, most));
    message.kind = 0;
    message.tag = random.below(habits.threads);
    message.withdrawn = false;
    message.first = true;
    if (habits.short && random.chance(0.05)) pause = random.below(200);
    if (habits.kind === 1 && random.chance(0.6)) message.kind = 1;
    if (owesReturns() && (enough() || random.chance(0.8))) {
      message.kind = 2;
      message.tag = tags.splice(random.below(tags.length), 1)[0]!;
    }
    if (!hostile) return;
    // What goes out instead is no return of that call, which waits for one.
    if (message.kind === 2) tags.push(message.tag);
    switch (random.below(4)) {
      case 0:
        message.withdrawn = true;
        break;
      case 1:
        if (!habits.short) message.left = habits.bufferBytes + 1 + random.below(3 * wordBytes);
        break;
      case 2:
        message.kind = random.below(4);
        break;
      default:
        message.tag = random.below(2 ** tag.width);
    }
  }

  function offer(): void {
    const here = Math.min(wordBytes, message.left);
    lastBeat = message.left <= wordBytes && (message.left < wordBytes || random.chance(0.9));
    random.fill(bytes);
    data.setBytes(bytes);
    last.value = lastBeat ? 1 : 0;
    // What a beat that is not the last says about its bytes is of no meaning; so are tag and kind after the first.
    const mask = lastBeat
      ? (1n << BigInt(here)) - 1n
      : random.chance(0.1)
        ? 1n
        : (1n << BigInt(wordBytes)) - 1n;
    strobe.write(mask);
    abort.value = message.withdrawn && (lastBeat || random.chance(0.5)) ? 1 : 0;
    tag.value = message.first ? message.tag : random.below(2 ** tag.width);
    kind.value = message.first ? message.kind : random.below(4);
    valid.value = 1;
    offering = true;
  }

  return {
    get sent() {
      return sent;
    },
    drive() {
      if (offering) return;
      valid.value = 0;
      if (pause > 0 && message.left < 0 && !enough()) {
        pause -= 1;
        return;
      }
      if (message.left < 0) {
        if (enough() ? !owesReturns() : random.chance(0.02)) return;
        begin();
      }
      if (!random.chance(habits.stall)) offer();
    },
    observe() {
      if (!offering || ready.value !== 1) return;
      offering = false;
      message.first = false;
      message.left = lastBeat ? -1 : Math.max(0, message.left - wordBytes);
      if (lastBeat) sent += 1;
    },
    idle: () => !offering && message.left < 0,
    reset() {
      offering = false;
      message.left = -1;
      valid.value = 0;
    },
  };
}

/** Takes messages from the stream with random stalls; `tags` gets the calls that want a return. */
export function streamReceiver(
  portOf: PortOf,
  party: string,
  random: Random,
  stall: () => number,
  tags: number[],
): Stimulus {
  const port = (name: string) => portOf(`${party}_out_${name}`);
  const [valid, ready, last, tag, kind] = [
    port('valid'),
    port('ready'),
    port('last'),
    port('tag'),
    port('kind'),
  ];
  return {
    drive() {
      ready.value = random.chance(stall()) ? 0 : 1;
    },
    observe() {
      if (valid.value === 1 && ready.value === 1 && last.value === 1 && kind.value === 1)
        tags.push(tag.value);
    },
    idle: () => valid.value === 0,
    reset() {
      tags.length = 0;
    },
  };
}
