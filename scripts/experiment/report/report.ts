// SPDX-License-Identifier: Apache-2.0
import { markdownTable } from '../../markdown-table.ts';
import { judge } from '../criteria/index.ts';
import type { ExperimentData } from '../data.ts';
import { bypassTable, growthTable, littleGainTable, sizesTable } from './case-tables.ts';
import { drawChart } from './chart.ts';
import { figuresOf } from './figures.ts';
import { headline } from './headline.ts';
import { blockingTable, fewestTable, livenessTable, throughputTable } from './memory-tables.ts';
import { pointRows } from './point-rows.ts';
import { fitTable, latencyTable, limitTable, savingTable } from './saving-tables.ts';

/** Folder of the figures and the data, beside the report. */
export const FIGURES = 'headline';

/** The report and what belongs to it: file names, relative to one folder, and their texts. The same data give the same bytes. */
export async function reportFiles(data: ExperimentData): Promise<ReadonlyMap<string, string>> {
  const figures = figuresOf(data);
  const drawn = await Promise.all(figures.map(({ chart }) => drawChart(chart)));
  const files = new Map(figures.map(({ file }, place) => [`${FIGURES}/${file}`, drawn[place]!]));
  files.set(`${FIGURES}/points.csv`, pointRows(data));
  files.set('headline.md', reportText(data, new Set(figures.map(({ file }) => file))));
  return files;
}

function reportText(data: ExperimentData, drawn: ReadonlySet<string>): string {
  const figure = (file: string, text: string) => (drawn.has(file) ? [`![${text}](${FIGURES}/${file})`] : []);
  const part = (run: string, ...paragraphs: readonly string[]) => (data.runs.includes(run) ? paragraphs : []);
  const paragraphs = [
    '# What early release saves, measured',
    ...(data.extent === 'quick'
      ? ['From a quick run: the same figures at fewer points, with fewer calls.']
      : []),
    headline(data) ?? 'Parts of the experiment were not run; what follows is what was.',
    METHOD,
    '## What had to be shown',
    verdictTable(data),
    ...part(
      'X2',
      '## Buffer-cycles of a call',
      ...figure('saving.svg', 'R12 against the service time'),
      SAVING,
      savingTable(data),
      LATENCY,
      latencyTable(data),
    ),
    ...part(
      'X7',
      '## Where it gains little',
      ...figure('little-gain.svg', 'worst cases'),
      LITTLE_GAIN,
      littleGainTable(data),
    ),
    ...part(
      'X3',
      '## Throughput where memory is the limit',
      ...figure('throughput.svg', 'throughput against buffers'),
      THROUGHPUT,
      throughputTable(data),
      '## Fewest buffers for all of the throughput',
      ...figure('fewest-buffers.svg', 'throughput against all buffers'),
      FEWEST,
      fewestTable(data),
    ),
    ...part(
      'X4',
      '## Blocking',
      ...figure('blocking.svg', 'blocked allocations'),
      BLOCKING,
      blockingTable(data),
    ),
    ...part('X5', '## Deadlock', LIVENESS, livenessTable(data)),
    ...part(
      'X6',
      '## Messages of measured sizes',
      ...figure('bypass.svg', 'share of messages by bypass'),
      SIZES,
      sizesTable(data),
      BYPASS,
      bypassTable(data),
    ),
    ...part('X8', '## Memory on demand', GROWTH, growthTable(data)),
    ...part('X1', '## To the cycle', EXACT, fitTable(data), LIMIT, limitTable(data)),
    '## Where measurement and prediction differed',
    DIFFERENCES,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function verdictTable(data: ExperimentData): string {
  return markdownTable(
    ['', 'part', 'what', 'wanted', 'measured'],
    judge(data).map(({ run, what, wanted, measured, passed }) => [
      passed ? 'yes' : '**no**',
      run,
      what,
      wanted,
      measured,
    ]),
  );
}

const METHOD = `Measured on the generated Verilog, simulated cycle by cycle; written by \`npm run experiment\`, which measures it again
(\`npm run experiment -- --report-only\` writes this page anew from its data, [data.json](${FIGURES}/data.json); all points as a table: [points.csv](${FIGURES}/points.csv)).
Early release and hold are the same circuits with one register bit set otherwise, and meet the same calls, drawn from the same seed.
Threads call in a closed loop: 32 of them, messages of 512 bytes both ways, 64 bit, buffers of 5120 bytes, where nothing else is said. Tc is the time of one copy,
65 cycles for 512 bytes; S the service time. Starts are spread over one call; a tenth of the calls is warm-up. Buffer-cycles, peaks, blocked
allocations and calls are those that the statistics registers counted; every byte was compared. In the figures, lines foretell and circles
were measured. The law is that of [sizing.md](sizing.md) with the means of the calls that were drawn; the event simulation lets the
same calls through the lanes of the circuits.`;

const SAVING = `R1 is how many times the buffer-cycles hold takes in the first area, R12 in both. Below 30 % use of the busiest lane the law must hold, above it the
event simulation; the last column is the largest difference of any area in either release.`;

const LATENCY = 'What it costs in latency, in cycles:';

const LITTLE_GAIN = `With no or short services there is little to be saved; the copies themselves take the buffers. When the lane out of the temporaries is saturated, calls wait in
the temporaries with early release, and in all three pools with hold: the ratio of the areas looks good there, but the memory is needed all the same, which the
column "with temporaries" counts. Threads that start together and are served in equal time stay in step; the one lane of the client spreads
them over the time of their copies.`;

const THROUGHPUT = `Limits of the areas are set by registers; reserve for returns on with early release, off with hold, where it is not needed and the server threads are limited to the buffers.
Hold needs no allocation for its returns: its one advantage. The last rows bound the temporaries as well, in which calls otherwise wait.`;

const FEWEST =
  'First area + second area + temporaries, and the share of the throughput with nothing lacking:';

const BLOCKING = `Reserve off, temporaries as built. Threads think for 16 cycles between calls: one that called at once would ask while the buffer of its own return is being freed, and be
blocked by itself for two cycles. Shares below those that calls can show in this time are left to the formula.`;

const LIVENESS = `Random configurations, 4 to 64 threads, 2 to 8 buffers of each pool, 1 to 64 server threads; with hold, as many server threads as buffers of each area. A deadlock is when nothing moves any more.`;

const SIZES =
  'Sizes of the workloads W1 to W3 of the Homa paper, cut to 5120 bytes. The lines of the figure are the shares of messages up to a length.';

const BYPASS = `Circuits with \`bypassBytes\` let short messages go without a buffer. They have the stream level alone, and no hold, for what has no buffer cannot be
held; what is left in the buffers are the long messages, which take most of the buffer-cycles.`;

const GROWTH = 'A[0] counts the entries that have a buffer; it grows when an allocation finds nothing free.';

const EXACT = `One thread. The constant of each row is fitted to the shorter of two lengths and the cycles for each word to both; all other lengths, services, and widths are foretold.`;

const LIMIT = 'The least possible is to write each message once and to read it once, a word in each cycle:';

const DIFFERENCES = `* Saturated lanes: the event simulation let every lane pause between two copies, so that calls queued in the first area. In the circuits only the lane that indicates messages
  pauses, and calls queue in the temporaries. The simulation was wrong and was corrected.
* Blocking: the circuits count a request as blocked that comes while the buffer of its own thread's return is still being freed, one or two cycles. The simulation frees it in the same instant.
  Both are right; the experiment lets threads think longer than that.
* Blocking again: where blocking is rare, at 4 buffers and more, the circuits are blocked up to 2.6 times less often than the formula of Engset says. It lets any number of copies go on at once; in
  circuits and simulation calls queue for their lane before they ask for a buffer, so that fewer meet. The formula is too careful there, which is the safe side for who chooses buffers by it;
  it is therefore held to a factor in one direction, and the simulation in both.
* Law: a mean over the services of the calls that ended while it was measured has too many short ones, since a call with a long service is seldom among them. With few calls of bimodal
  services the law then foretold 28 % too little for hold. The prediction was wrong; it takes the cycles of service that fell into the measured time.
* Abort: the circuits swallow a request that is given up beat by beat, so the client's lane is busy with it; the simulation lets others pass meanwhile, and gives up more often. The simulation is wrong there and is not used for it.
* 256 threads and 2 buffers in each area: the circuits serve about a tenth less than the simulation foretells, because the reserve and the turns of the classes leave a buffer empty for some cycles. The simulation is too simple there.`;
