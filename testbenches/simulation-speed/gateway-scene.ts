// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';
import { fold, require } from './stimulus.ts';

const words = 16;
const tags = 32;
const call = 1;
const answer = 2;

/** Lower half of a word of a call; the upper one is its complement. */
function lowWord(number: number, index: number): number {
  return Math.imul(number * words + index, 0x9e3779b1);
}

/** One stream into the gateway. */
class Sender {
  readonly #bytes: Uint8Array;
  readonly #data: Uint32Array;
  readonly #valid: number;
  readonly #last: number;
  readonly #tag: number;

  constructor(model: Model, name: string) {
    const place = (field: string) => model.port(`${name}_${field}`).view();
    this.#bytes = place('valid').array as Uint8Array;
    this.#valid = place('valid').index;
    this.#last = place('last').index;
    this.#tag = place('tag').index;
    this.#data = model.port(`${name}_data`).words();
  }

  begin(tag: number): void {
    this.#bytes[this.#tag] = tag;
  }

  put(low: number, last: number): void {
    this.#bytes[this.#valid] = 1;
    this.#data[0] = low;
    this.#data[1] = ~low;
    this.#bytes[this.#last] = last;
  }

  rest(): void {
    this.#bytes[this.#valid] = 0;
  }
}

const sampled = [
  'client_in_ready',
  'server_in_ready',
  'client_out_valid',
  'client_out_tag',
  'client_out_last',
  'client_out_data',
  'server_out_valid',
  'server_out_tag',
  'server_out_last',
  'server_out_data',
  'client_error_code',
  'server_error_code',
];

/** Calls of 16 words, answered with the same words in the other order, as many at once as there are tags. */
export class GatewayScene {
  readonly frame: Uint32Array;
  sent = 0;
  returned = 0;
  checksum = 0;
  #calling = false;
  #answering = false;
  #sentWord = 0;
  #returnWord = 0;
  #askedWord = 0;
  #answerWord = 0;
  #asked = 0;
  #answered = 0;
  readonly #callOf = new Uint32Array(tags);
  readonly #busy = new Uint8Array(tags);
  readonly #answers = new Uint32Array(64);
  readonly #client: Sender;
  readonly #server: Sender;
  readonly #at: Readonly<Record<string, number>>;

  constructor(model: Model) {
    const sampler = model.sampler(sampled);
    this.frame = sampler.frame;
    this.#at = Object.fromEntries(sampled.map((name) => [name, sampler.layout.slots.get(name)?.word ?? -1]));
    this.#client = new Sender(model, 'client_in');
    this.#server = new Sender(model, 'server_in');
    model.port('client_in_strobe').value = 0xff;
    model.port('server_in_strobe').value = 0xff;
    model.port('client_in_kind').value = call;
    model.port('server_in_kind').value = answer;
    model.port('client_out_ready').value = 1;
    model.port('server_out_ready').value = 1;
    require(this.#at.client_error_code === 12 && this.#at.server_out_valid === 7, 'the layout of the frame');
  }

  driveClient(): void {
    const tag = this.sent % tags;
    if (!this.#calling && this.#busy[tag] === 0) {
      this.#calling = true;
      this.#busy[tag] = 1;
      this.#callOf[tag] = this.sent;
      this.#client.begin(tag);
    }
    if (this.#calling)
      this.#client.put(lowWord(this.sent, this.#sentWord), this.#sentWord === words - 1 ? 1 : 0);
    else this.#client.rest();
  }

  driveServer(): void {
    const tag = this.#answers[this.#answered & 63] as number;
    if (!this.#answering && this.#answered !== this.#asked) {
      this.#answering = true;
      this.#server.begin(tag);
    }
    if (!this.#answering) {
      this.#server.rest();
      return;
    }
    const low = lowWord(this.#callOf[tag] as number, words - 1 - this.#answerWord);
    this.#server.put(low, this.#answerWord === words - 1 ? 1 : 0);
  }

  checkServer(): void {
    const frame = this.frame;
    if (frame[7] === 0) return;
    const tag = frame[8] as number;
    const low = lowWord(this.#callOf[tag] as number, this.#askedWord);
    require(((frame[10] as number) | 0) === low && ((frame[11] as number) | 0) === ~low, 'server_out_data');
    require(frame[9] === (this.#askedWord === words - 1 ? 1 : 0), 'server_out_last');
    this.#askedWord += 1;
    if (this.#askedWord < words) return;
    this.#askedWord = 0;
    this.#answers[this.#asked & 63] = tag;
    this.#asked += 1;
  }

  checkClient(): void {
    const frame = this.frame;
    if (frame[2] === 0) return;
    const tag = frame[3] as number;
    const low = lowWord(this.#callOf[tag] as number, words - 1 - this.#returnWord);
    require(((frame[5] as number) | 0) === low && ((frame[6] as number) | 0) === ~low, 'client_out_data');
    require(frame[4] === (this.#returnWord === words - 1 ? 1 : 0), 'client_out_last');
    this.#returnWord += 1;
    if (this.#returnWord < words) return;
    this.#returnWord = 0;
    this.#busy[tag] = 0;
    this.returned += 1;
    this.checksum = fold(this.checksum, tag);
  }

  checkErrors(): void {
    require(this.frame[12] === 0 && this.frame[13] === 0, 'error_code');
  }

  noteClient(): void {
    if (!this.#calling || this.frame[0] === 0) return;
    this.#sentWord += 1;
    if (this.#sentWord < words) return;
    this.#sentWord = 0;
    this.#calling = false;
    this.sent += 1;
  }

  noteServer(): void {
    if (!this.#answering || this.frame[1] === 0) return;
    this.#answerWord += 1;
    if (this.#answerWord < words) return;
    this.#answerWord = 0;
    this.#answering = false;
    this.#answered += 1;
  }

  observe(): void {
    this.checkServer();
    this.checkClient();
    this.checkErrors();
    this.noteClient();
    this.noteServer();
  }

  get outcome(): string {
    return `${this.sent} ${this.returned} ${this.checksum >>> 0}`;
  }
}
