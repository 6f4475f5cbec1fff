// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { applyAllocation, applyIndication } from './area-changes.ts';
import { noteOwned } from './area-entries.ts';
import { createAreaModel } from './area-model.ts';
import { createBitVector } from './bit-vector.ts';
import { kinds, levels, parties } from './codes.ts';
import {
  advanceReclaim,
  createReclaimModel,
  mayRun,
  noteBelongings,
  type ReclaimCycle,
  type ReclaimModel,
  reclaimPhases,
  resetReclaimModel,
} from './reclaim.ts';

const { REST, STOP, LOOK, DRAIN, FREE } = reclaimPhases;
const entries = 3;
const threads = 2;
const quiet: ReclaimCycle = {
  drained: true,
  searching: false,
  starts: false,
  released: false,
  beat: -1,
  droppedEntry: -1,
  droppedTag: 0,
  failed: false,
};

function step(model: ReclaimModel, cycle: Partial<ReclaimCycle> = {}, mine = 0, calls = 0): void {
  const noted = { mine: Uint32Array.of(mine), calls: Uint32Array.of(calls) };
  advanceReclaim(model, { ...quiet, ...cycle }, noted);
}

function started(party: number, mine = 0, calls = 0): ReclaimModel {
  const model = createReclaimModel(party, entries, threads);
  step(model, { starts: true });
  step(model);
  step(model, {}, mine, calls);
  return model;
}

describe('a reclaim', () => {
  it('goes through its phases and frees what was noted, entry by entry', () => {
    const model = createReclaimModel(parties.FIRST, entries, threads);
    const phases = [model.phase];
    const follow = (cycle: Partial<ReclaimCycle>, mine = 0) => {
      step(model, cycle, mine);
      phases.push(model.phase);
    };
    follow({ starts: true });
    follow({});
    follow({ searching: true });
    follow({}, 0b101);
    follow({ drained: false });
    follow({});
    follow({ released: false });
    expect([model.entry, model.takenBack], 'it waits for its deallocation').toEqual([0, false]);
    follow({ released: true });
    expect([model.entry, model.takenBack]).toEqual([1, true]);
    follow({});
    expect([model.entry, model.takenBack], 'nothing to free').toEqual([2, false]);
    follow({ released: true });
    expect(phases).toEqual([REST, STOP, LOOK, LOOK, DRAIN, DRAIN, FREE, FREE, FREE, FREE, REST]);
    expect([model.entry, model.takenBack]).toEqual([0, true]);
  });

  it('may run twice through the entries and once through the queue, longer where a search may be under way', () => {
    expect(mayRun(entries, false)).toBe(12);
    expect(mayRun(entries, true)).toBeGreaterThan(mayRun(entries, false));
  });

  it('swallows the rest of a message that was half sent', () => {
    const model = createReclaimModel(parties.FIRST, entries, threads);
    step(model, { beat: 0 });
    expect(model.drops, 'nobody has died').toBe(false);
    step(model, { starts: true });
    expect(model.drops).toBe(true);
    step(model, { beat: 0 });
    expect(model.drops).toBe(true);
    step(model, { beat: 1 });
    expect(model.drops).toBe(false);
  });

  it('fails the calls of a second party one after the other, once its buffers are free', () => {
    const model = started(parties.SECOND, 0, 0b10);
    for (let cycle = 0; cycle < 1 + entries; cycle += 1) step(model);
    expect([model.phase, model.candidate, model.calls[0]]).toEqual([REST, 0, 0b10]);
    step(model);
    expect(model.candidate, 'call 0 has nothing to fail').toBe(1);
    step(model, { failed: true });
    expect([model.candidate, model.calls[0]]).toEqual([0, 0]);
  });

  it('drops the returns of a first party: the call is forgotten, then the buffer is freed', () => {
    const model = started(parties.FIRST, 0, 0b11);
    for (let cycle = 0; cycle < 1 + entries; cycle += 1) step(model);
    step(model, { droppedEntry: 2, droppedTag: 1 });
    expect([model.dropped, model.calls[0]]).toEqual([2, 0b01]);
    step(model);
    expect([model.dropped, model.droppedFreed]).toEqual([2, false]);
    step(model, { released: true });
    expect([model.dropped, model.droppedFreed]).toEqual([-1, true]);
    step(model);
    expect(model.droppedFreed).toBe(false);
  });

  it('leaves a buffer that it was about to free to the next one', () => {
    const model = createReclaimModel(parties.FIRST, entries, threads);
    step(model, { droppedEntry: 1 });
    step(model, { starts: true });
    expect([model.dropped, model.droppedFreed]).toEqual([-1, false]);
    resetReclaimModel(model);
    expect([model.phase, model.entry]).toEqual([REST, 0]);
  });
});

describe('what belongs to a party', () => {
  it('is what it holds and what waits for it, not what it has sent', () => {
    const area = createAreaModel({
      addresses: [0, 64, 128],
      bufferBytes: 64,
      threads,
      reserveForReturn: 0,
      failures: true,
      onDemand: false,
      hardened: true,
      givesUp: false,
      hasSecond: false,
    });
    area.control.words[0] = entries;
    area.control.flags[0] = 0b111;
    applyAllocation(area, parties.FIRST, levels.COMMAND, 0);
    applyAllocation(area, parties.FIRST, levels.CIRCUITS, 1);
    applyIndication(area, parties.FIRST, 1, 4, 0, kinds.CALL);
    const owned = createBitVector(entries);
    noteOwned(area, parties.FIRST, owned);
    expect(owned[0]).toBe(0b001);
    const calls = createBitVector(threads);
    noteBelongings(createReclaimModel(parties.SECOND, entries, threads), area, owned, calls);
    expect([owned[0], calls[0]]).toEqual([0b010, 0b01]);
  });
});
