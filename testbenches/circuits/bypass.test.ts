// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, test } from 'vitest';
import { beatQueue } from '../../hdl-gen/circuits/beat-queue.ts';
import { inlineMemory } from '../../hdl-gen/circuits/inline-memory.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { simulateModules } from '../support/simulate-module.ts';

const file = 'testbenches/circuits/bypass.test.ts';
/** Slots of three words, two for each direction. */
const slotWords = 3;
const slots = 2;
const sizes = sizesOf(
  parseConfiguration({
    parties: 'two',
    buffers: 4,
    bufferBytes: 64,
    dataWidth: 32,
    threads: 4,
    levels: 'stream',
    bypassBytes: 4 * slotWords,
  }),
);
let library: ModelLibrary;
beforeAll(async () => {
  library = await simulateModules({
    queue: { module: beatQueue(sizes) },
    slots: { module: inlineMemory(sizes) },
  });
}, 180_000);

const isShort = (beats: number, endsEmpty: boolean) =>
  beats <= slotWords || (beats === slotWords + 1 && endsEmpty);

test.each([
  { beats: 1, endsEmpty: false },
  { beats: 1, endsEmpty: true },
  { beats: slotWords, endsEmpty: false },
  { beats: slotWords + 1, endsEmpty: true },
  { beats: slotWords + 1, endsEmpty: false },
  { beats: slotWords + 4, endsEmpty: true },
])(
  'a message of $beats beats, the last without bytes: $endsEmpty, is judged as soon as it can be',
  (given) => {
    const queue = startCircuit(library, 'queue');
    const { beats, endsEmpty } = given;
    const decidedIn = Math.min(beats, slotWords + 1);
    for (let cycle = 0; cycle <= decidedIn; cycle += 1) {
      const last = cycle === beats - 1 ? 1 : 0;
      queue.drive({
        in_valid: cycle < beats ? 1 : 0,
        in_data: cycle + 1,
        in_last: last,
        in_bytes: last === 1 && endsEmpty ? 0 : 1,
      });
      expect(queue.read('out_valid'), `cycle ${cycle}`).toBe(cycle === decidedIn ? 1 : 0);
      queue.clock();
    }
    queue.drive({ in_valid: 0 });
    expect([queue.read('out_short'), queue.read('out_data')]).toEqual([isShort(beats, endsEmpty) ? 1 : 0, 1]);
  },
);

testWithSeeds(file, 'beats come out in order, each message with its judgement', (random) => {
  const queue = startCircuit(library, 'queue');
  const sent: { data: number; last: number; short: number }[] = [];
  const message = { left: 0, beats: 0, endsEmpty: false };
  let number = 0;
  let received = 0;
  for (let cycle = 0; cycle < 1500; cycle += 1) {
    if (message.left === 0) {
      message.beats = 1 + random.below(2 * slotWords);
      message.left = message.beats;
      message.endsEmpty = random.chance(0.4);
    }
    const last = message.left === 1 ? 1 : 0;
    const next = sent[received];
    const valid = random.chance(0.8);
    const ready = random.chance(0.7);
    queue.drive({
      in_valid: valid ? 1 : 0,
      in_data: number + 1,
      in_last: last,
      in_bytes: last === 1 && message.endsEmpty ? 0 : 1,
      out_ready: ready ? 1 : 0,
      out_last: next?.last ?? 0,
    });
    const offered = queue.read('out_valid') === 1;
    if (offered) {
      const seen = [queue.read('out_data'), queue.read('out_short')];
      expect(seen, `beat ${received}`).toEqual([next!.data, next!.short]);
    }
    const accepted = valid && queue.read('in_ready') === 1;
    const taken = offered && ready;
    queue.clock();
    if (taken) received += 1;
    if (!accepted) continue;
    number += 1;
    const short = isShort(message.beats, message.endsEmpty) ? 1 : 0;
    sent.push({ data: number, last, short });
    message.left -= 1;
  }
  expect(received).toBeGreaterThan(500);
});

testWithSeeds(file, 'slots are taken and freed in turn, and keep their words', (random) => {
  const ring = startCircuit(library, 'slots');
  const words = new Map<number, number>();
  let next = 0;
  let used = 0;
  let oldest = 0;
  let due: number | undefined;
  let full = 0;
  for (let cycle = 0; cycle < 1500; cycle += 1) {
    const address = next * slotWords + random.below(slotWords);
    const readSlot = (oldest + (used > 1 ? random.below(2) : 0)) % slots;
    const readAddress = readSlot * slotWords + random.below(slotWords);
    const write = used < slots && random.chance(0.7);
    const sent = used < slots && random.chance(0.4) ? 1 : 0;
    const freed = used > 0 && random.chance(0.3) ? 1 : 0;
    const read = used > 0 && random.chance(0.7);
    const data = 1 + random.below(1_000_000);
    ring.drive({
      write: write ? 1 : 0,
      write_address: address,
      write_data: data,
      sent,
      freed,
      read: read ? 1 : 0,
      read_address: readAddress,
    });
    if (due !== undefined) expect(ring.read('read_data')).toBe(due);
    expect(ring.read('slot_address')).toBe(next * slotWords);
    // What is sent in this cycle counts at once, what is freed in the next one.
    expect(ring.read('slot_free')).toBe(used + sent < slots ? 1 : 0);
    ring.clock();
    due = read ? words.get(readAddress) : due;
    if (write) words.set(address, data);
    full += used === slots ? 1 : 0;
    next = (next + sent) % slots;
    oldest = (oldest + freed) % slots;
    used += sent - freed;
  }
  expect(full).toBeGreaterThan(50);
});
