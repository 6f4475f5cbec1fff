// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest';
import { bigintFromWords } from './bits.ts';
import { buildModel } from './build-model.ts';
import type { VisibleSignal } from './design.ts';
import { ModelBuildError } from './errors.ts';
import { buildFixture, fixture } from './fixtures/build.ts';
import type { ModelLibrary } from './load-model.ts';
import type { Model } from './model.ts';

const lane = (path: string, more: Partial<VisibleSignal> = {}): VisibleSignal => ({
  path,
  module: 'hierarchy_lane',
  signal: /([^.[]+)(\[\d+\])?$/.exec(path)?.[1] ?? '',
  ...more,
});
const visible = [
  { path: 'phase_q', module: 'hierarchy', signal: 'phase_q', width: 3 },
  lane('u_single.total_q', { width: 8, writable: true }),
  lane('u_single.odd', { width: 1 }),
  lane('gen_lanes[0].u_lane.total_q'),
  lane('gen_lanes[1].u_lane.total_q'),
  lane('gen_lanes[1].u_lane.history_q', { width: 70, writable: true }),
  lane('gen_lanes[1].u_lane.words[0]'),
  lane('gen_lanes[1].u_lane.words[3]', { width: 8 }),
];

let library: ModelLibrary;
beforeAll(async () => {
  library = await buildFixture('hierarchy', { visible });
}, 120_000);

function start(): { model: Model; value: (name: string) => bigint } {
  const model = library.create();
  const { layout, frame } = model.sampler(visible.map(({ path }) => path));
  model.port('reset').value = 1;
  model.settle();
  model.edge();
  model.port('reset').value = 0;
  const value = (name: string) => {
    const slot = layout.slots.get(name);
    if (slot === undefined) throw new Error(`no slot ${name}`);
    return bigintFromWords(frame, slot.word, slot.width);
  };
  return { model, value };
}

describe('visible signals', () => {
  it('are sampled in the top, in instances, in generated instances and in memories', () => {
    const { model, value } = start();
    const steps = [3, 5, 7, 9, 11, 13];
    let history = 0n;
    let total = 0;
    const words = new Map<number, bigint>();
    for (const [cycle, step] of steps.entries()) {
      model.port('step').value = step;
      model.settle();
      expect(value('phase_q')).toBe(BigInt(cycle));
      expect(value('gen_lanes[0].u_lane.total_q')).toBe(BigInt(total));
      expect(value('gen_lanes[1].u_lane.total_q')).toBe(BigInt(total + 16));
      expect(value('gen_lanes[1].u_lane.history_q')).toBe(history);
      expect(value('u_single.odd')).toBe(value('u_single.total_q') & 1n);
      for (const word of [0, 3]) {
        const expected = words.get(word);
        if (expected !== undefined) expect(value(`gen_lanes[1].u_lane.words[${word}]`)).toBe(expected);
      }
      words.set(total % 4, BigInt(step));
      history = (history << 8n) | BigInt(step);
      total += step;
      model.edge();
    }
    expect([...words.keys()]).toEqual([0, 3]);
    model.dispose();
  });

  it('can be overwritten when writable, and logic behind them follows', () => {
    const { model, value } = start();
    model.settle();
    model.poke('u_single.total_q', 0xa5n);
    expect(() => model.edge()).toThrow('without a settle()');
    model.settle();
    expect(value('u_single.total_q')).toBe(0xa5n);
    expect(value('u_single.odd')).toBe(1n);
    expect(model.port('totals').value & 0xff).toBe(0xa5);
    model.poke('gen_lanes[1].u_lane.history_q', -1n);
    model.settle();
    expect(value('gen_lanes[1].u_lane.history_q')).toBe(2n ** 70n - 1n);
    model.edge();
    model.settle();
    expect(value('gen_lanes[1].u_lane.history_q')).toBe(2n ** 70n - 256n);
    model.dispose();
  });

  it('cannot be overwritten otherwise', () => {
    const { model } = start();
    for (const path of ['phase_q', 'no.such']) {
      expect(() => model.poke(path, 0n)).toThrow(
        `'${path}' of 'hierarchy' cannot be overwritten; list it as visible`,
      );
    }
    model.dispose();
  });
});

describe('wrong visible signals', () => {
  it('are all named in one error of the build', async () => {
    const wrong = [
      lane('u_single.total_q', { width: 9 }),
      lane('u_single.nothing'),
      lane('u_other.total_q'),
      lane('u_single.words'),
      lane('u_single.words[4]'),
      lane('u_single.total_q[0]'),
      { path: 'u_single.odd', module: 'hierarchy', signal: 'odd' },
    ];
    const build = buildModel(fixture('hierarchy', { visible: [lane('u_single.total_q[9]'), ...wrong] }));
    await expect(build).rejects.toThrow(ModelBuildError);
    const message = await build.catch((error: Error) => error.message);
    expect(message).toContain("'u_single.total_q' is 8 bits wide, not 9");
    for (const path of [
      'u_single.nothing',
      'u_other.total_q',
      'u_single.words',
      'u_single.words[4]',
      'u_single.total_q[0]',
    ]) {
      expect(message).toContain(`'${path}' does not exist`);
    }
    expect(message).toContain(
      "'u_single.odd' does not exist: check the instances on the path, that the last one is of module 'hierarchy'",
    );
  }, 120_000);
});
