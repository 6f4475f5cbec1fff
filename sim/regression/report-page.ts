// SPDX-License-Identifier: Apache-2.0
import { html, type Markup, nothing } from './markup.ts';
import { pageStyle } from './page-style.ts';
import { toolsText } from './report-junit.ts';
import { failurePart } from './report-page-failure.ts';
import { verdictText } from './report-text.ts';
import {
  type DesignCoverage,
  type Regression,
  type Summary,
  summarize,
  type TestSummary,
} from './summary.ts';

const mostMissingShown = 200;

/** The report as one page of HTML that needs nothing else: no script, no network, no other file. */
export function reportPage(regression: Regression): string {
  const summary = summarize(regression);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${verdictText(summary)}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<header class="${summary.passed ? 'passed' : 'failed'}">
<h1>${verdictText(summary)}</h1>
<p>${summary.tests.length} ${summary.tests.length === 1 ? 'test' : 'tests'}, base seed ${regression.plan.baseSeed}, ${timeText(summary.seconds)} of processes</p>
</header>
<main>
${problemsPart(summary)}
${failuresPart(summary)}
${testsPart(summary.tests)}
${coveragePart(regression.coverage ?? [])}
${toolsPart(summary)}
</main>
</body>
</html>
`;
  return page.markup;
}

function problemsPart({ missing, problems, notRun }: Summary): Markup {
  if (missing.length + problems.length + notRun.length === 0) return nothing;
  const notShown = missing.length - mostMissingShown;
  return html`<section><h2>Not as planned</h2><ul>
${problems.map((problem) => html`<li>${problem}</li>`)}
${missing
  .slice(0, mostMissingShown)
  .map(({ test, seed, length }) => html`<li>missing: ${test}, seed ${seed}, length ${length}</li>`)}
${notShown > 0 ? html`<li>missing: ${notShown} more, all of them in report.json</li>` : nothing}
${notRun.map(({ test, reason }) => html`<li>not run: ${test}: ${reason}</li>`)}
</ul></section>`;
}

function failuresPart({ failures }: Summary): Markup {
  if (failures.length === 0) return nothing;
  return html`<section><h2>Failures</h2>${failures.map(failurePart)}</section>`;
}

function testsPart(tests: readonly TestSummary[]): Markup {
  return html`<section><h2>Tests</h2><div class="wide"><table>
<thead><tr><th>test</th><th>runs</th><th>failed</th><th>missing</th><th>length of each</th><th>cycles</th><th>messages</th><th>operations compared</th><th>seconds</th></tr></thead>
<tbody>${tests.map(testRow)}</tbody></table></div>
<h3>Seeds</h3>${tests.map(seedsPart)}</section>`;
}

function testRow({ name, unit, length, runs, failed, missing, counts, seconds }: TestSummary): Markup {
  const numbers = [counts.cycles, counts.messages, counts.operationsCompared].map(grouped);
  return html`<tr class="${failed + missing > 0 ? 'failed' : 'passed'}"><td>${name}</td><td>${runs.length - missing}</td><td>${failed}</td><td>${missing}</td><td>${grouped(length)} ${unit}</td>${numbers.map((number) => html`<td>${number}</td>`)}<td>${seconds.toFixed(1)}</td></tr>
`;
}

function seedsPart({ name, build, runs }: TestSummary): Markup {
  return html`<details><summary>${name}</summary><p>design ${build}</p><p class="seeds">${runs.map(
    ({ job, status }) => html`<span class="${status}">${job.seed}</span> `,
  )}</p></details>
`;
}

function coveragePart(coverage: readonly DesignCoverage[]): Markup {
  if (coverage.length === 0) return nothing;
  return html`<section><h2>Coverage of the Verilog</h2><div class="wide"><table>
<thead><tr><th>design</th><th>runs</th><th>kind</th><th>covered</th><th>of</th><th>%</th></tr></thead>
<tbody>${coverage.flatMap(({ design, runs, shares }) =>
    shares.map(
      ({ kind, covered, total }) =>
        html`<tr><td>${design}</td><td>${runs}</td><td>${kind}</td><td>${grouped(covered)}</td><td>${grouped(total)}</td><td>${((100 * covered) / total).toFixed(1)}</td></tr>`,
    ),
  )}</tbody></table></div>
${coverage.flatMap(({ design, shares }) =>
  shares
    .filter(({ missing }) => missing.length > 0)
    .map(
      ({ kind, missing }) =>
        html`<details><summary>${design}: not reached, ${kind}</summary><p class="seeds">${missing.join(' ')}</p></details>`,
    ),
)}</section>`;
}

function toolsPart({ tools }: Summary): Markup {
  return html`<section><h2>Tools</h2><ul>${tools.map((versions) => html`<li>${toolsText(versions)}</li>`)}</ul></section>`;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

function timeText(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
