// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import type { Actor } from './actor.ts';
import type { OpenCalls, Side } from './open-calls.ts';

/** What may be wrong with a message. */
const faults = ['kind or tag', 'kind or tag', 'too long', 'withdrawn', 'strobe'] as const;

interface Message {
  readonly kind: number;
  readonly tag: number;
  readonly beats: number;
  /** Strobes of the last beat. */
  readonly lastStrobe: number;
  readonly withdrawn: boolean;
}

/** Pushes messages of every length into a stream, now and then one that breaks a rule. Words have 32 bits at most. */
export function createStreamSender(
  model: Model,
  party: string,
  side: Side,
  calls: OpenCalls,
  bufferBytes: number,
  random: Random,
): Actor {
  const port = (name: string) => model.port(`${party}_in_${name}`);
  const [valid, ready, data, strobe] = [port('valid'), port('ready'), port('data'), port('strobe')];
  const [last, abort, tag, kind] = [port('last'), port('abort'), port('tag'), port('kind')];
  const wordBytes = strobe.width;
  const full = 2 ** wordBytes - 1;
  let message: Message | undefined;
  let beat = 0;
  let offering = false;

  const drawMessage = (hostile: boolean, short: boolean): Message => {
    const fault = hostile ? faults[random.below(faults.length)] : 'none';
    const { kind, tag } = calls.choose(side, fault === 'kind or tag');
    const isTooLong = fault === 'too long' || (fault === 'withdrawn' && random.chance(0.3));
    const length = isTooLong
      ? bufferBytes + 1 + random.below(8 * wordBytes)
      : short
        ? random.below(2)
        : drawLength(bufferBytes, random);
    const beats = Math.max(1, Math.ceil(length / wordBytes));
    const lastStrobe =
      fault === 'strobe' ? random.below(full + 1) : 2 ** (length - (beats - 1) * wordBytes) - 1;
    return { kind, tag, beats, lastStrobe, withdrawn: fault === 'withdrawn' };
  };

  const offer = ({ kind: messageKind, tag: messageTag, beats, lastStrobe, withdrawn }: Message): void => {
    const isLast = beat === beats - 1;
    valid.value = 1;
    data.value = random.next32();
    strobe.value = isLast ? lastStrobe : full;
    last.value = isLast ? 1 : 0;
    abort.value = isLast && withdrawn ? 1 : isLast ? 0 : random.below(2);
    tag.value = beat === 0 ? messageTag : random.below(2 ** tag.width);
    kind.value = beat === 0 ? messageKind : random.below(4);
  };

  /** What stands there while nothing is offered must not matter. */
  const offerNothing = (): void => {
    valid.value = 0;
    data.value = random.next32();
    const noise = random.next32();
    strobe.value = noise & full;
    last.value = (noise >>> 8) & 1;
    abort.value = (noise >>> 9) & 1;
    tag.value = (noise >>> 10) & (2 ** tag.width - 1);
    kind.value = (noise >>> 20) & 3;
  };

  return {
    drive({ send, short, hostile }, isDraining) {
      if (offering) return;
      const goesOn = random.chance(send) && (message !== undefined || !isDraining);
      if (!goesOn) {
        offerNothing();
        return;
      }
      message ??= drawMessage(random.chance(hostile), random.chance(short));
      offer(message);
      offering = true;
    },
    sample() {
      const accepted = offering && ready.value === 1;
      if (!accepted || message === undefined) return false;
      offering = false;
      beat += 1;
      if (beat === message.beats) {
        message = undefined;
        beat = 0;
      }
      return true;
    },
    reset() {
      message = undefined;
      beat = 0;
      offering = false;
    },
    get atRest() {
      return message === undefined;
    },
  };
}

/** Any length that fits into a buffer, short ones and the edges more often. */
export function drawLength(bufferBytes: number, random: Random): number {
  const edges = [0, 1, bufferBytes - 1, bufferBytes];
  const choice = random.below(4);
  if (choice === 0) return edges[random.below(edges.length)]!;
  return random.below((choice === 1 ? bufferBytes : bufferBytes / 8) + 1);
}
