// SPDX-License-Identifier: Apache-2.0
// The helper as vitest runs it: in a process of its own, because most of the tests there fail.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';

const projectFolder = join(import.meta.dirname, '..', '..');
const config = '--config sim/simulation/fixtures/vitest.config.ts';

interface TrialResult {
  readonly title: string;
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending';
  readonly failureMessages: readonly string[];
}

let folder: string;
let results: readonly TrialResult[];

async function run(command: string, environment: Record<string, string> = {}): Promise<TrialResult[]> {
  const report = join(folder, 'report.json');
  await execa(`${command} ${config} --reporter json --outputFile ${report}`, {
    cwd: projectFolder,
    shell: true,
    reject: false,
    timeout: 100_000,
    env: environment,
  });
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  await rm(report);
  return testResults.flatMap((file: { assertionResults: TrialResult[] }) => file.assertionResults);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitest-helper-'));
  results = await run('npx vitest run', {
    BATON_WAVES: join(folder, 'waves'),
    BATON_COVERAGE: join(folder, 'dat'),
  });
}, 200_000);
afterAll(() => rm(folder, { recursive: true }));

function messageOf(name: string): string {
  return results.find(({ fullName }) => fullName === name)?.failureMessages[0] ?? '';
}

it('ends each test as it should', () => {
  expect(results.map(({ fullName, status }) => `${fullName}: ${status}`)).toEqual([
    'counts (a + b): failed',
    "it's a suite counts (a + b) (seed 1): passed",
    "it's a suite counts (a + b) (seed 2): failed",
    'counts (a + b) $: passed',
    'forgets to yield: failed',
    'waits for ever: failed',
    'fails: passed',
    'is skipped: skipped',
  ]);
});

it('shows the line of a test that waited in vain, and none of its own', () => {
  const message = messageOf('counts (a + b)');
  expect(message).toContain("Task 'test' waited 5 cycles, up to cycle 6, for 'count' = 3.");
  expect(message.match(/^ +at .*$/gm)?.join()).toMatch(/^ +at test \(.*counter\.trial\.ts:29:\d+\)$/);
});

it.each([
  ['forgets to yield', 'cycle 5', 'test (runs since cycle 5 without a yield)'],
  ['waits for ever', 'cycle ', 'test (for a condition that never held)'],
])('interrupts a test that %s', (name, cycle, task) => {
  expect(messageOf(name)).toContain(`Test '${name}' (seed 1) took more than 200 ms. Its tasks: ${task}.`);
  expect(messageOf(name)).toContain(cycle);
});

it('gives every run files of its own', async () => {
  const named = (names: readonly string[]) =>
    names.map((name) => name.replace(/-[0-9a-f]{6}-seed/, '-seed')).sort();
  const waves = await readdir(join(folder, 'waves'));
  // One for each test that was run.
  expect(waves).toHaveLength(7);
  expect(named(waves)).toContain('sim-simulation-fixtures-counter-trial-it-s-a-suite-counts-a-b-seed-2.vcd');
  expect(named(await readdir(join(folder, 'dat')))).toEqual(
    named(waves).map((name) => name.replace('vcd', 'dat')),
  );
  const written = waves.find((name) => name.includes('suite') && name.endsWith('seed-2.vcd')) ?? 'none';
  expect(messageOf("it's a suite counts (a + b) (seed 2)")).toContain(
    `waveform: ${join(folder, 'waves', written)}`,
  );
});

it('names the command that repeats exactly the test that failed', async () => {
  const name = "it's a suite counts (a + b) (seed 2)";
  const [, command = ''] = /^repeat: BATON_SEED=2 BATON_WAVES=waves (.*)$/m.exec(messageOf(name)) ?? [];
  expect(command).toContain('npx vitest run sim/simulation/fixtures/counter.trial.ts -t ');
  const again = await run(command, { BATON_SEED: '2' });
  const ran = again.filter(({ status }) => status === 'passed' || status === 'failed');
  expect(ran.map(({ fullName, status }) => [fullName, status])).toEqual([[name, 'failed']]);
}, 200_000);
