// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCoverage, summarizeCoverage } from '../coverage/index.ts';
import { fixtureFile } from '../harness/fixtures/build.ts';
import { equals, type ModelLibrary } from '../harness/index.ts';
import { cycles, until } from '../tasks/index.ts';
import { loadVerilog, resolveDesign } from './load-verilog.ts';
import { runSimulation } from './run-simulation.ts';

let folder: string;
let endings: ModelLibrary;
let counter: ModelLibrary;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulation-'));
  const directory = fixtureFile('.');
  [endings, counter] = await Promise.all([
    loadVerilog({ top: 'endings', files: ['endings.v'], directory }),
    loadVerilog({
      top: 'counter',
      files: ['counter.v'],
      directory,
      parameters: { WIDTH: 4 },
      trace: true,
      coverage: ['line', 'toggle'],
    }),
  ]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const repeat = 'BATON_SEED=3 npx vitest run';
const reset = { port: 'reset' };
const identity = { file: 'tests/counter.test.ts' };

function failure(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing failed');
}

describe('a test of a design', () => {
  it('runs on a model out of reset, with waveform and coverage in files of its name', async () => {
    const run = {
      ...identity,
      title: 'counts, and wraps',
      seed: 7,
      reset,
      waves: folder,
      coverage: folder,
      repeat,
    };
    runSimulation(
      counter,
      function* ({ model, ports }) {
        ports.enable!.value = 1;
        yield until(equals(ports.wraps!, 1));
        expect(model.cycles).toBe(2 + 16);
      },
      run,
    );
    const [dat = '', vcd = ''] = (await readdir(folder)).sort();
    expect([dat, vcd].map((name) => name.replace(/[0-9a-f]{6}/, 'digest'))).toEqual([
      'tests-counter-counts-and-wraps-digest-seed-7.dat',
      'tests-counter-counts-and-wraps-digest-seed-7.vcd',
    ]);
    expect(await readFile(join(folder, vcd), 'utf8')).toContain('$enddefinitions');
    const shares = summarizeCoverage(parseCoverage(await readFile(join(folder, dat), 'utf8'), dat));
    expect(shares.map(({ kind }) => kind)).toEqual(['branch', 'line', 'toggle']);
    expect(shares[1]?.missing).toEqual([]);
  });

  it('that fails says seed, cycle, what the design printed, and the command that repeats it', () => {
    const run = () =>
      runSimulation(
        endings,
        function* ({ ports }) {
          ports.how!.value = 7;
          yield cycles(2);
          ports.how!.value = 2;
          yield cycles(2);
        },
        { ...identity, title: 'ends', seed: 3, repeat },
      );
    const lines = failure(run).split('\n');
    expect(lines[0]).toMatch(
      /^The simulation ended in cycle 2 \(error\): .*endings\.v:\d+: .*error number 2$/,
    );
    expect(lines.slice(1, 4)).toEqual([
      "design 'endings', seed 3, cycle 2",
      'it printed: a plain line',
      'it printed: a plain line',
    ]);
    expect(lines.at(-1)).toBe(`repeat with a waveform: ${repeat}`);
  });

  it('passes when the design ends the simulation as wanted, and only then', () => {
    const ending = (how: number, ends: string | RegExp) => () =>
      runSimulation(
        endings,
        function* ({ ports }) {
          ports.how!.value = how;
          yield cycles(3);
        },
        { ...identity, title: 'ends', seed: 1, repeat, ends },
      );
    ending(2, 'error number 2')();
    ending(2, /\(error\): .*number \d/)();
    expect(ending(2, 'number 3')).toThrow('error number 2');
    expect(ending(7, /number/)).toThrow(
      'The design did not end the simulation; wanted is an end with: /number/',
    );
  });

  it('fails when its final blocks do, and when its own expectation does', () => {
    const finals = () =>
      runSimulation(
        endings,
        function* ({ ports }) {
          ports.how!.value = 9;
          yield cycles(2);
        },
        { ...identity, title: 'final', seed: 1, repeat },
      );
    expect(failure(finals)).toContain('final block fails');
    const expectation = () =>
      runSimulation(
        endings,
        function* ({ ports }) {
          ports.how!.value = 9;
          yield cycles(2);
          expect(ports.last!.value).toBe(8);
        },
        { ...identity, title: 'expects', seed: 1, repeat },
      );
    expect(failure(expectation)).toMatch(/^expected 9 to be 8[\s\S]*design 'endings', seed 1, cycle 2\n/);
  });
});

describe('a design as the user names it', () => {
  it('needs its files once', async () => {
    await expect(resolveDesign({ top: 'part' })).rejects.toThrow('needs either files or a fileList');
    await expect(resolveDesign({ top: 'part', files: ['a.v'], fileList: 'files.f' })).rejects.toThrow(
      'one of the two',
    );
  });
});
