// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTool } from '../../testbenches/support/optional-tool.ts';
import { allJobs } from './plan.ts';
import { reportPage } from './report-page.ts';
import { sampleFailure, samplePlan, sampleResult } from './test-support/samples.ts';

const phone = { width: 360, height: 740 };
const plan = samplePlan({ rounds: 60 });
const [first, ...others] = allJobs(plan)!;
const wide = 'x'.repeat(300);
const waveform = { signal: [{ name: 'second_out_valid', wave: `0${'.'.repeat(30)}1` }] };
const failure = { ...sampleFailure, message: `${sampleFailure.message}\n${wide}`, waveform };
const page = reportPage({
  plan,
  results: [sampleResult(first!, failure), ...others.map((job) => sampleResult(job))],
  ending: 'complete',
  problems: [`a problem with a long word: ${wide}`],
});

describeWithTool('chromium', 'the page in a browser', (executablePath) => {
  let browser: Browser;
  let shown: Page;
  const requests: string[] = [];
  const errors: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'baton-page-'));

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), page);
    // The sandbox of Chromium does not work for root, who runs the tests in many containers.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ executablePath, args });
    shown = await browser.newPage({ viewport: phone, offline: true });
    shown.on('request', (request) => requests.push(request.url()));
    shown.on('pageerror', (error) => errors.push(error.message));
    shown.on('console', (message) => errors.push(message.text()));
    await shown.goto(pathToFileURL(join(folder, 'report.html')).href);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('loads nothing else, and complains of nothing', () => {
    expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('never scrolls sideways on a phone, whatever is on it', async () => {
    const toggles = await shown.locator('details > summary').all();
    expect(toggles.length).toBeGreaterThan(2);
    for (const toggle of toggles) await toggle.click();
    const widths = await shown.evaluate('[document.documentElement.scrollWidth, innerWidth]');
    expect(widths).toEqual([phone.width, phone.width]);
  });

  it('shows verdict, command, first difference and its picture', async () => {
    expect(await shown.locator('h1').innerText()).toMatch(/^FAILED: 120 runs, 119 passed, 1 failed/);
    expect(await shown.locator('article pre.command').first().isVisible()).toBe(true);
    expect(await shown.locator('article dl').innerText()).toContain('delivery');
    const picture = shown.locator('article img');
    await picture.scrollIntoViewIfNeeded();
    expect((await picture.boundingBox())!.width).toBeGreaterThan(phone.width);
    const drawn = await shown.evaluate("document.querySelector('article img').naturalHeight");
    expect(drawn).toBeGreaterThan(20);
  });
});
