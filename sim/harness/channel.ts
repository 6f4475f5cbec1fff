// SPDX-License-Identifier: Apache-2.0
import type { Condition } from './condition.ts';
import { ModelUsageError } from './errors.ts';
import type { NativeModel } from './native-library.ts';
import type { Port, PortIdentity } from './port-types.ts';

/** The valid or ready of a stream, whoever drives it. */
export type StreamFlag = PortIdentity & { value: number };

/** A port of a stream's payload, whoever drives it. */
export type StreamPayload = PortIdentity & Pick<Port, 'read'> & Partial<Pick<Port, 'write' | 'value'>>;

/** The ports of one ready/valid stream. A beat passes in every cycle in which both are one before the edge. */
export interface Stream {
  readonly name: string;
  readonly valid: StreamFlag;
  readonly ready: StreamFlag;
  /** What passes with a beat, by name. */
  readonly payload: Readonly<Record<string, StreamPayload>>;
}

/** What drives or watches a stream without JavaScript. */
export type ChannelKind = 'source' | 'sink' | 'monitor';

export interface ChannelOptions {
  /** Beats that the ring holds, a power of two from 2 to 2^20; 1024 if not given. */
  readonly capacity?: number;
  /** How likely it is, in each cycle that could go on, to stall instead, from 0 to below 1; 0 if not given. */
  readonly stallProbability?: number;
  /** Decides the stalls, 1 to 2^32 - 1; 1 if not given. */
  readonly seed?: number;
}

const kinds: readonly ChannelKind[] = ['source', 'sink', 'monitor'];
const headerWords = 4;
const writtenWord = 0;
const readWord = 1;
const largestCapacity = 2 ** 20;

/** One native channel: the ring of beats that the native half and JavaScript share. */
export class ChannelRing {
  /** 32-bit words of one beat: those of each payload port in order, least significant first. */
  readonly beatWords: number;
  readonly capacity: number;
  readonly #number: number;
  readonly #name: string;
  readonly #ring: Uint32Array;
  readonly #masks: Uint32Array;

  constructor(number: number, stream: Stream, ring: Uint32Array, capacity: number) {
    const masks = Object.values(stream.payload).flatMap(({ width }) =>
      Array.from({ length: Math.ceil(width / 32) }, (_, word) => 2 ** Math.min(32, width - 32 * word) - 1),
    );
    this.beatWords = masks.length;
    this.capacity = capacity;
    this.#masks = new Uint32Array(masks);
    this.#number = number;
    this.#name = stream.name;
    this.#ring = ring;
  }

  /** Beats in the ring: those a source has yet to pass on, or a sink or monitor has collected. */
  get held(): number {
    const ring = this.#ring;
    return ((ring[writtenWord] as number) - (ring[readWord] as number)) >>> 0;
  }

  /** Beats for which there is room. */
  get free(): number {
    return this.capacity - this.held;
  }

  /** Adds beats behind those of the ring, cut to the widths of their ports. @throws ModelUsageError when they do not fit */
  write(words: Uint32Array): void {
    const { beatWords, capacity } = this;
    const beats = words.length / beatWords;
    if (!Number.isInteger(beats) || beats > this.free) {
      throw new ModelUsageError(
        `${words.length} words for channel '${this.#name}' are not whole beats of ${beatWords} words that fit: ` +
          `${this.free} of ${capacity} are free. Write fewer, or open the channel with a larger capacity.`,
      );
    }
    const ring = this.#ring;
    const masks = this.#masks;
    let written = ring[writtenWord] as number;
    for (let from = 0; from < words.length; from += beatWords) {
      const to = headerWords + (written & (capacity - 1)) * beatWords;
      for (let word = 0; word < beatWords; word += 1) {
        ring[to + word] = (words[from + word] as number) & (masks[word] as number);
      }
      written += 1;
    }
    ring[writtenWord] = written;
  }

  /** Moves the oldest beats into an array, as many as are there and fit whole. Returns the number of beats. */
  read(into: Uint32Array): number {
    const { beatWords, capacity } = this;
    const ring = this.#ring;
    const count = Math.min(this.held, Math.floor(into.length / beatWords));
    const read = ring[readWord] as number;
    const start = read & (capacity - 1);
    const beforeEnd = Math.min(count, capacity - start);
    const words = (from: number, beats: number) =>
      ring.subarray(headerWords + from * beatWords, headerWords + (from + beats) * beatWords);
    into.set(words(start, beforeEnd));
    if (count > beforeEnd) into.set(words(0, count - beforeEnd), beforeEnd * beatWords);
    ring[readWord] = read + count;
    return count;
  }

  /** Holds from the cycle on in which the ring has at least so many beats. @throws ModelUsageError for more than it has room for. */
  holdsAtLeast(count: number): Condition {
    if (count > this.capacity) {
      throw new ModelUsageError(
        `Channel '${this.#name}' has room for ${this.capacity} beats and never holds ${count}; open it with a larger capacity.`,
      );
    }
    return this.#condition('holdsAtLeast', count);
  }

  /** Holds from the cycle on in which the ring has at most so many beats; 0 waits until a source has passed all. */
  holdsAtMost(count: number): Condition {
    return this.#condition('holdsAtMost', count);
  }

  #condition(kind: 'holdsAtLeast' | 'holdsAtMost', value: number): Condition {
    const words = kind === 'holdsAtLeast' ? 'at least' : 'at most';
    const description = `channel '${this.#name}' to hold ${words} ${value} beats`;
    return { terms: [{ kind, place: this.#number, mask: 0, value }], ports: [], description };
  }
}

/** Opens a native channel; `number` counts those of the model. @throws ModelUsageError for what cannot be a channel */
export function openChannel(
  native: NativeModel,
  number: number,
  kind: ChannelKind,
  stream: Stream,
  options: ChannelOptions,
): ChannelRing {
  const { capacity = 1024, stallProbability = 0, seed = 1 } = options;
  const wrong = (what: string): never => {
    throw new ModelUsageError(`Channel '${stream.name}': ${what}`);
  };
  if (!Number.isInteger(Math.log2(capacity)) || capacity < 2 || capacity > largestCapacity) {
    wrong(`the capacity of ${capacity} is not a power of two from 2 to ${largestCapacity}.`);
  }
  if (!(stallProbability >= 0 && stallProbability < 1)) {
    wrong(`the stall probability of ${stallProbability} is not at least 0 and below 1.`);
  }
  if (!Number.isInteger(seed) || seed < 1 || seed >= 2 ** 32) {
    wrong(`the seed ${seed} is not a whole number from 1 to 4294967295.`);
  }
  if (stream.valid.width !== 1 || stream.ready.width !== 1) {
    wrong(`'${stream.valid.name}' and '${stream.ready.name}' must be one bit wide.`);
  }
  const payload = Object.values(stream.payload);
  if (payload.length === 0) wrong('it has no payload port; name at least one.');
  const driven =
    kind === 'source'
      ? [stream.valid, ...payload]
      : kind === 'sink'
        ? [stream.ready]
        : ([] as PortIdentity[]);
  for (const port of driven) {
    if (port.direction === 'output')
      wrong(`a ${kind} drives '${port.name}', which is an output of the design.`);
  }
  const plan = new Uint32Array([
    kinds.indexOf(kind),
    stream.valid.index,
    stream.ready.index,
    capacity,
    Math.floor(stallProbability * 2 ** 32),
    seed,
    payload.length,
    ...payload.map(({ index }) => index),
  ]);
  return new ChannelRing(number, stream, new Uint32Array(native.openChannel(plan)), capacity);
}
