// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';
import { queueArithmetic } from './designs.ts';
import { advance, fold, goesOn, require, seeds } from './stimulus.ts';

/** Words that one queue holds. */
export const depth = 16;

/** The memory of a design as bytes and as words, and where its ports lie: what is set or read in every cycle. */
export function queuePorts(model: Model) {
  const data = model.port('in_data').view();
  const ready = model.port('out_ready').view();
  return {
    bytes: ready.array as Uint8Array,
    words: data.array as Uint32Array,
    inValid: model.port('in_valid').view().index,
    inData: data.index,
    outReady: ready.index,
  };
}

/**
 * Stimulus and checks of a queue, in pieces that a loop or tasks may share out: the sides drive, the others look at the frame
 * of the last settled state. A class, so that its fields are plain slots.
 */
export class QueueScene {
  readonly frame: Uint32Array;
  pushed = 0;
  popped = 0;
  checksum = 0;
  blocked = 0;
  starved = 0;
  #stalls: number = seeds.stalls;
  #pauses: number = seeds.pauses;
  #values: number = seeds.values;
  #offering = false;
  #data = 0;
  readonly #queue = new Int32Array(64);
  readonly #scale: number;
  readonly #offset: number;
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #inValid: number;
  readonly #inData: number;
  readonly #outReady: number;

  constructor(model: Model, name: 'fifo' | 'bank') {
    this.#scale = queueArithmetic[name].scale;
    this.#offset = queueArithmetic[name].offset;
    this.frame = model.sampler(['in_valid', 'in_ready', 'out_valid', 'out_ready', 'out_data']).frame;
    const ports = queuePorts(model);
    this.#bytes = ports.bytes;
    this.#words = ports.words;
    this.#inValid = ports.inValid;
    this.#inData = ports.inData;
    this.#outReady = ports.outReady;
  }

  driveInput(): void {
    if (this.#offering) return;
    this.#stalls = advance(this.#stalls);
    this.#offering = goesOn(this.#stalls);
    if (this.#offering) {
      this.#values = advance(this.#values);
      this.#data = this.#values;
      this.#bytes[this.#inValid] = 1;
      this.#words[this.#inData] = this.#data;
    } else {
      this.#bytes[this.#inValid] = 0;
      this.#words[this.#inData] = 0;
    }
  }

  driveOutput(): void {
    this.#pauses = advance(this.#pauses);
    this.#bytes[this.#outReady] = goesOn(this.#pauses) ? 1 : 0;
  }

  checkReady(): void {
    require(this.frame[1] === (this.pushed - this.popped < depth ? 1 : 0), 'in_ready');
  }

  checkValid(): void {
    require(this.frame[2] === (this.pushed - this.popped > 0 ? 1 : 0), 'out_valid');
  }

  countBlocked(): void {
    const frame = this.frame;
    this.blocked += (frame[0] as number) & ~(frame[1] as number);
  }

  countStarved(): void {
    const frame = this.frame;
    this.starved += (frame[3] as number) & ~(frame[2] as number);
  }

  checkOutput(): void {
    const frame = this.frame;
    if (((frame[2] as number) & (frame[3] as number)) === 0) return;
    const data = (frame[4] as number) | 0;
    const expected = (Math.imul(this.#queue[this.popped & 63] as number, this.#scale) + this.#offset) | 0;
    require(data === expected, 'out_data');
    this.checksum = fold(this.checksum, data);
    this.popped += 1;
  }

  noteInput(): void {
    const frame = this.frame;
    if (((frame[0] as number) & (frame[1] as number)) === 0) return;
    this.#queue[this.pushed & 63] = this.#data;
    this.pushed += 1;
    this.#offering = false;
  }

  /** Everything there is to look at in one cycle. */
  observe(): void {
    this.checkReady();
    this.checkValid();
    this.countBlocked();
    this.countStarved();
    this.checkOutput();
    this.noteInput();
  }

  get outcome(): string {
    return `${this.popped} ${this.checksum >>> 0} ${this.blocked} ${this.starved}`;
  }
}
