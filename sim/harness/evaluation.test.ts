// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Evaluation, evaluationOf } from './evaluation.ts';
import { buildFixture, fixture } from './fixtures/build.ts';
import type { Model } from './model.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { discoverToolchain } from './toolchain.ts';
import { verilate } from './verilate.ts';

const whole: Evaluation = { isBare: false, isSplit: false };
const bare: Evaluation = { isBare: true, isSplit: false };
const split: Evaluation = { isBare: true, isSplit: true };

/** What is compiled of a fixture. */
async function generatedTexts(top: string, more = {}): Promise<string[]> {
  const { verilator } = await discoverToolchain();
  const make = () => mkdtempSync(join(tmpdir(), 'baton-evaluation-'));
  return withTemporaryFolder(make, async (folder) => {
    await verilate(fixture(top, more), 'Vtop', folder, verilator);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.cpp'));
    return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  });
}

describe('evaluationOf', () => {
  it('leaves out the inputs at the edge only where nothing reads the clock', async () => {
    expect(evaluationOf('Vtop', await generatedTexts('fifo'), 'clk')).toEqual(split);
    expect(evaluationOf('Vtop', await generatedTexts('fifo'), undefined)).toEqual(bare);
    expect(evaluationOf('Vtop', await generatedTexts('gated'), 'clk')).toEqual(bare);
    expect(evaluationOf('Vtop', await generatedTexts('fifo', { trace: true }), 'clk')).toEqual(whole);
  });

  it('takes apart only text that it knows', async () => {
    const texts = await generatedTexts('fifo');
    const changed = (from: string, to: string) => {
      const others = texts.map((text) => text.replaceAll(from, to));
      expect(others).not.toEqual(texts);
      return evaluationOf('Vtop', others, 'clk');
    };
    expect(changed('vlSymsp->__Vm_didInit = true;', 'vlSymsp->__Vm_didInit = true; other();')).toEqual(whole);
    expect(changed('eval_phase__nba(vlSelf);\n', 'eval_phase__nba(vlSelf); other();\n')).toEqual(bare);
    expect(changed('= vlSelfRef.in_data;', '= vlSelfRef.in_data + vlSelfRef.clk;')).toEqual(bare);
    expect(changed('= vlSelfRef.in_data;', '= VL_NEW(object);')).toEqual(whole);
  });
});

/** What the ports read in each cycle, before and after the edge, under random inputs. */
function outputs(model: Model, seed: number, cycle: () => void): number[] {
  let random = seed;
  const next = () => {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return random >>> 0;
  };
  const inputs = Object.values(model.ports).filter(
    ({ name, direction }) => direction === 'input' && name !== 'clk',
  );
  const { frame } = model.sampler(Object.keys(model.ports));
  return Array.from({ length: 500 }, () => {
    for (const input of inputs) input.value = next() >>> (32 - input.width);
    cycle();
    return [...frame, ...Object.values(model.ports).map(({ value }) => value)];
  }).flat();
}

describe('a step', () => {
  it.each(['fifo', 'counter', 'gated'])('does what settle and edge do: %s', async (top) => {
    const library = await buildFixture(top);
    const [one, other] = [library.create(), library.create()];
    const stepped = outputs(one, 5, () => one.step());
    const settled = outputs(other, 5, () => {
      other.settle();
      other.edge();
    });
    expect(stepped).toEqual(settled);
    expect(new Set(stepped).size).toBeGreaterThan(2);
    one.dispose();
    other.dispose();
  });
});
