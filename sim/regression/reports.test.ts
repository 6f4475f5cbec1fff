// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { allJobs } from './plan.ts';
import { junitReport } from './report-junit.ts';
import { reportPage } from './report-page.ts';
import { failureText, reportText } from './report-text.ts';
import { type RunResult, runResultSchema } from './result.ts';
import { type Regression, summarize } from './summary.ts';
import { sampleFailure, samplePlan, sampleResult } from './test-support/samples.ts';

const plan = samplePlan();
const [first, second, third, ...others] = allJobs(plan)!;
const crash = { kind: 'crash', name: 'Crash', message: 'The process was ended by SIGKILL.' } as const;
const failed: RunResult = {
  ...sampleResult(first!, sampleFailure),
  followUp: {
    shortest: { ...first!, length: 7 },
    command: `npx baton regress ${first!.test} --seed ${first!.seed} --length 7`,
    tries: 2,
    waves: 'waves/x.vcd',
    failure: sampleFailure,
  },
};
/** One run failed, one crashed, one is missing, the others passed. */
const regression: Regression = {
  plan,
  results: [failed, sampleResult(second!, crash), ...others.map((job) => sampleResult(job))],
  ending: 'complete',
  problems: [],
};

describe('a result', () => {
  it('is read as it was written', () => {
    expect(runResultSchema.parse(JSON.parse(JSON.stringify(failed)))).toEqual(failed);
  });

  it('of a failure is one line with the shortest command', () => {
    const text = failureText(failed);
    expect(text).not.toContain('\n');
    expect(text).toContain(`seed ${first!.seed}: cycle 7, second, receiving: delivery: expected <01>`);
    expect(text).toMatch(/npx baton regress small\/streams --seed \d+ --length 7$/);
  });
});

describe('the report for continuous integration', () => {
  const xml = junitReport(regression);

  it('counts failures, crashes and missing runs', () => {
    expect(xml).toMatch(/<testsuites tests="6" failures="1" errors="2" skipped="0">/);
    expect(xml).toContain(`seed ${third!.seed}: there is no result`);
  });

  it('has seed, command and tools in the text of the failure', () => {
    const [, text] = /<failure[^>]*>(.*?)<\/failure>/s.exec(xml)!;
    expect(xml).toContain(`<failure message="seed ${first!.seed}: cycle 7`);
    expect(text).toContain(`repeat: npx baton regress small/streams --seed ${first!.seed} --length 500`);
    expect(text).toContain('verilator 5.048');
    expect(text).toContain('waveform: waves/x.vcd');
  });

  it('never looks like one that passed', () => {
    const nothing = junitReport({ ...regression, plan: samplePlan({ rounds: null }), results: [] });
    expect(nothing).toContain('nothing ran');
    expect(nothing).toMatch(/<testsuites tests="1" failures="0" errors="1"/);
    const skipped = { ...plan, notRun: [{ test: 'small/other', reason: 'its engine is missing' }] };
    const notRun = { ...regression, plan: skipped };
    expect(junitReport(notRun)).toMatch(/ skipped="1">.*name="not run: its engine is missing">\s*<skipped/s);
    expect(reportPage(notRun)).toContain('<li>not run: small/other: its engine is missing</li>');
    expect(reportText(summarize(notRun))).toMatch(
      /^NOT RUN small\/other: its engine is missing\n.*, 1 test NOT RUN$/m,
    );
    const problem = junitReport({ ...regression, problems: ['part 2 of 2 is not there'] });
    expect(problem).toContain('part 2 of 2 is not there');
  });
});

describe('the page', () => {
  const page = reportPage(regression);

  it('says what happened, with every seed', () => {
    expect(page).toContain('FAILED: 5 runs, 3 passed, 2 failed, 1 missing');
    for (const { seed } of [first!, second!, third!, ...others]) expect(page).toContain(`>${seed}</span>`);
    expect(page).toContain('--length 7');
    expect(page).toContain('The process was ended by SIGKILL.');
  });

  it('shows text of designs as text', () => {
    expect(page).toContain('&lt;b&gt;expected&lt;/b&gt;');
    expect(page).not.toContain('<b>expected');
  });

  it('needs nothing but itself', () => {
    expect(page).not.toMatch(/<(script|link|iframe)|@import|url\(|(src|href)="(?!data:)/);
  });

  it('shows what the runs covered, and what they did not', () => {
    const shares = [{ kind: 'line', covered: 237, total: 240, missing: ['baton_window.v:138'] }];
    const covered = reportPage({ ...regression, coverage: [{ design: 'small', runs: 4, shares }] });
    expect(covered).toMatch(/<td>line<\/td><td>237<\/td><td>240<\/td><td>98\.8<\/td>/);
    expect(covered).toContain('baton_window.v:138');
    expect(page).not.toContain('Coverage');
  });

  it('draws the waveform of a failure as a picture within the page', () => {
    const waveform = { signal: [{ name: 'ready', wave: '01.' }] };
    const drawn = { ...failed, followUp: { ...failed.followUp!, failure: { ...sampleFailure, waveform } } };
    const [, picture] = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(
      reportPage({ ...regression, results: [drawn] }),
    )!;
    const svg = Buffer.from(picture!, 'base64').toString();
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('ready');
  });
});
