// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { changePlace } from '../../testbenches/support/change-place.ts';
import { contentFolder } from '../../testbenches/support/generated-folder.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { failureOfBaton, startBaton, temporaryFolder } from './run-baton.test-support.ts';

const TIMEOUT = 180_000;
const waiting = { timeout: 150_000, interval: 20 };

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
});
afterAll(() => temporary.remove());

const folder = (name: string) => join(temporary.path, name);
const readJson = async (...path: string[]) => JSON.parse(await readFile(folder(join(...path)), 'utf8'));
const resultsIn = async (name: string) => await readdir(folder(join(name, 'results'))).catch(() => []);

/** Runs the command line within this process; the runs of a regression are processes all the same. */
const baton = async (words: readonly string[]) => (await parseCommandLine(words))!;

/** Ids of the processes whose command lines have all these words. */
async function processesWith(...words: readonly string[]): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      return words.every((word) => line.includes(word)) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}

describe('baton regress', { timeout: TIMEOUT }, () => {
  it('runs parts of a regression, and merges them without losing or doubling a run', async () => {
    const words = ['tiny-channel/streams', '--seeds', '2', '--length', '200', '--out', folder('parts')];
    const first = await baton(['regress', ...words, '--shard', '1/2']);
    expect(first.text).toMatch(/^PASSED: 1 run, 1 passed, 0 failed, 0 missing$/m);
    expect(first.passed).toBe(true);
    const half = await baton(['regress', 'merge', folder('parts')]);
    expect(half.text).toContain('PROBLEM part 2 of 2 is not there');
    expect(half.passed).toBe(false);

    const second = await baton(['regress', ...words, '--shard', '2/2']);
    expect(second.passed).toBe(true);
    const merged = await baton(['regress', 'merge', folder('parts')]);
    expect(merged.text).toMatch(/^PASSED: 2 runs, 2 passed, 0 failed, 0 missing$/m);
    expect(merged.passed).toBe(true);
    expect((await readdir(folder('parts'))).sort()).toEqual(
      ['history.json', 'junit.xml', 'part-1-of-2', 'part-2-of-2', 'report.html', 'report.json'].sort(),
    );
  });

  it('counts a killed run as a failure, leaves off when interrupted, and goes on where it was', async () => {
    if (process.platform !== 'linux') {
      console.warn(
        'NOT CHECKED: a killed run and an interruption, for which processes are looked up in /proc.',
      );
      return;
    }
    const out = folder('stopped');
    const options = ['--jobs', '1', '--max-waves', '0', '--out', out];
    // Long enough to be met while they run.
    const long = ['tiny-channel/streams', '--seeds', '2', '--length', '100000000'];
    const stopped = startBaton(['regress', ...long, ...options]);
    const running = () => processesWith('regress-job', out);
    const [killed] = await vi.waitUntil(async () => {
      const ids = await running();
      return ids.length > 0 && ids;
    }, waiting);
    process.kill(killed!, 'SIGKILL');
    await vi.waitUntil(async () => (await resultsIn('stopped')).length === 1, waiting);
    await vi.waitUntil(async () => (await running()).some((id) => id !== killed), waiting);
    stopped.kill('SIGINT');
    const { exitCode, stdout } = await stopped;
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(
      /^FAILED tiny-channel\/streams seed \d+: The process of the run was ended by SIGKILL .* \| npx baton regress tiny-channel\/streams --seed \d+ --length 100000000$/m,
    );
    expect(stdout).toMatch(/^FAILED: 1 run, 0 passed, 1 failed, 1 missing, interrupted$/m);
    expect(stdout).toContain(`go on with: npx baton regress --resume --out ${out}`);
    await vi.waitUntil(async () => (await running()).length === 0, waiting);

    const other = await failureOfBaton(['regress', 'tiny-gateway/calls', '--resume', '--out', out]);
    expect(other.message).toContain('cannot be resumed with these options');
    expect(other.status).toBe(2);

    // What is left takes too long, which is a failure as well.
    const resumed = await baton(['regress', '--resume', '--timeout', '1', ...options]);
    expect(resumed.text).toMatch(/^FAILED: 2 runs, 0 passed, 2 failed, 0 missing$/m);
    expect(resumed.text).toContain('The run did not end within 1 s and was stopped.');
    expect(resumed.passed).toBe(false);
    const { failing } = await readJson('stopped', 'history.json');
    expect(failing).toHaveLength(2);
  });

  it('reports the first difference of a design that was broken by hand, and runs it again', async () => {
    const { files } = generate(parseConfiguration(presets['tiny-channel']));
    const edited = [...files].map(([file, text]): [string, string] =>
      file === 'baton_unmarshaling.v'
        ? [file, changePlace(text, file, 'masked_data = <<read_data & mask>>;', () => 'read_data')]
        : [file, text],
    );
    const rtl = contentFolder(new Map(edited));
    const words = ['tiny-channel/str*', '--rtl', rtl, '--max-waves', '0', '--out', folder('broken')];
    const { passed, text } = await baton(['regress', ...words, '--seeds', '1', '--length', '500']);
    expect(passed).toBe(false);
    const repeat = `npx baton regress tiny-channel/streams --seed \\d+ --length 500 --rtl ${rtl}`;
    const what = 'cycle \\d+, (first|second), receiving: delivery: expected .*, actual .*';
    expect(text).toMatch(new RegExp(`^FAILED tiny-channel/streams seed \\d+: ${what} \\| ${repeat}$`, 'm'));
    expect(await readFile(folder('broken/junit.xml'), 'utf8')).toMatch(/tests="1" failures="1" errors="0"/);
    const again = await baton(['regress', ...words, '--rerun-failed']);
    expect(again.text).toContain('FAILED: 1 run, 0 passed, 1 failed, 0 missing');
  });

  it.each([
    ['a pattern that nothing fits', ['nothing-like-it'], 1, 'nothing would run'],
    ['to rerun failures when there are none', ['--rerun-failed'], 1, 'nothing to run again'],
    ['to merge nothing', ['merge', '/tmp'], 1, 'nothing to report'],
    ['a part that cannot be', ['--shard', '3/2'], 2, '--shard is "3/2"'],
    ['two kinds of seeds', ['--seed', '1', '--seeds', '2'], 2, 'give one of them'],
    ['a script without an end', ['--emit', 'slurm', '--until-fail'], 2, 'has no end'],
  ])('refuses %s', async (_what, words, status, text) => {
    await rm(folder('refused'), { recursive: true, force: true });
    const failure = await failureOfBaton(['regress', ...words, '--out', folder('refused')]);
    expect(failure.message).toContain(text);
    expect(failure.status).toBe(status);
  });

  it('prints a script for Slurm that makes and resumes each part', async () => {
    const { text } = await baton([
      ...['regress', 'tiny-*', '--seeds', '7', '--jobs', '3', '--emit', 'slurm', '--shards', '5'],
    ]);
    expect(text).toMatch(/^#!\/bin\/bash\n/);
    expect(text).toContain('#SBATCH --array=1-5\n#SBATCH --cpus-per-task=3\n');
    expect(text).toMatch(
      /^exec npx baton regress 'tiny-\*' --seeds 7 .*--shard "\$\{SLURM_ARRAY_TASK_ID\}\/5" --resume$/m,
    );
  });
});
