// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulationError } from './errors.ts';
import { buildFixture } from './fixtures/build.ts';
import type { Model } from './model.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trace-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The changes of one signal of a small VCD text, as [time, value]. */
function changes(vcd: string, name: string): [number, string][] {
  const identifier = new RegExp(`\\$var wire\\s+\\d+ (\\S+) ${name} `).exec(vcd)?.[1];
  if (identifier === undefined) throw new Error(`no ${name} in ${vcd}`);
  const found: [number, string][] = [];
  let time = -1;
  for (const line of vcd.slice(vcd.indexOf('$enddefinitions')).split('\n')) {
    if (line.startsWith('#')) time = Number(line.slice(1));
    else if (line.endsWith(identifier) && /^(b[01xz]+ |[01xz])/.test(line)) {
      found.push([time, line.slice(0, -identifier.length).trim()]);
    }
  }
  return found;
}

function count(model: Model, cycles: number): void {
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    model.port('reset').value = Number(model.cycles === 0);
    model.port('enable').value = Number(model.cycles !== 2);
    model.settle();
    model.edge();
  }
}

describe('waveforms', () => {
  it('show settled values at 10 c ns and the rising edge 5 ns later', async () => {
    const model = (await buildFixture('counter', { trace: true })).create();
    const file = join(folder, 'counter.vcd');
    model.openTrace(file);
    count(model, 5);
    model.settle();
    model.closeTrace();
    const vcd = await readFile(file, 'utf8');
    expect(vcd).toMatch(/\$timescale\s+1ns\s+\$end/);
    expect(vcd).not.toContain('$date');
    expect(changes(vcd, 'clk')).toEqual(
      [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50].map((time) => [time, String((time / 5) % 2)]),
    );
    expect(changes(vcd, 'enable').filter(([time]) => time > 0)).toEqual([
      [20, '0'],
      [30, '1'],
    ]);
    expect(changes(vcd, 'count').filter(([time]) => time > 5)).toEqual([
      [15, 'b00000001'],
      [35, 'b00000010'],
      [45, 'b00000011'],
    ]);
    const again = join(folder, 'again.vcd');
    model.openTrace(again);
    model.edge();
    count(model, 1);
    model.dispose();
    expect(changes(await readFile(again, 'utf8'), 'clk').map(([time]) => time)).toEqual([50, 55, 60, 65]);
  }, 120_000);

  it('hold the step in which the simulation ended', async () => {
    const model = (await buildFixture('endings', { trace: true })).create();
    const file = join(folder, 'endings.vcd');
    model.openTrace(file);
    model.settle();
    model.edge();
    model.port('how').value = 2;
    model.settle();
    expect(() => model.edge()).toThrow(SimulationError);
    model.closeTrace();
    expect(changes(await readFile(file, 'utf8'), 'last').at(-1)).toEqual([15, 'b0010']);
    model.dispose();
  }, 120_000);

  it('need a build of their own and a file that can be written', async () => {
    const plain = (await buildFixture('counter')).create();
    expect(() => plain.openTrace(join(folder, 'x.vcd'))).toThrow('build the design with trace: true');
    plain.dispose();
    const model = (await buildFixture('counter', { trace: true })).create();
    const file = join(folder, 'missing', 'x.vcd');
    expect(() => model.openTrace(file)).toThrow(`Cannot write the waveform '${file}'`);
    count(model, 2);
    model.dispose();
  }, 120_000);
});
