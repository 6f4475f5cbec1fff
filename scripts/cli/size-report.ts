// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import type { Measurement, SimulatedAnswer, SizingAnswer, SizingQuestion } from '../../sim/sizing/index.ts';
import { colorsFor } from './colors.ts';
import { grouped } from './run-report.ts';
import type { SizedConfiguration } from './size-configuration.ts';

/** From this load of the busiest lane on, waiting for lanes shows in what the formulas say. */
const BUSY_LANES = 0.3;

/** An answer for people. */
export function renderSizing(
  question: SizingQuestion,
  answer: SizingAnswer,
  sized: SizedConfiguration,
  simulated: SimulatedAnswer | undefined,
): string {
  return [
    `${grouped(question.threads)} threads, calls of ${grouped(question.requestBytes)} bytes, returns of ${grouped(question.returnBytes)}, service ${grouped(question.serviceCycles)} cycles; a call takes ${decimal(answer.callCycles)} cycles`,
    formulaTable(question, answer),
    ...(simulated === undefined ? [] : [simulationTable(simulated)]),
    ...remarks(answer),
    `configuration: ${JSON.stringify(sized.configuration)}`,
    sized.refused === undefined
      ? `generate: ${sized.generate}`
      : `the generator refuses this configuration: ${sized.refused}`,
  ].join('\n');
}

function formulaTable(question: SizingQuestion, answer: SizingAnswer): string {
  const { early, hold, saving, built, throughput } = answer;
  const areas =
    question.path === 'two-party' ? (['shared area'] as const) : (['client area', 'server area'] as const);
  const table = newTable(['by formula', 'early release', 'hold', 'hold : early']);
  areas.forEach((area, place) => {
    const [short, long] = [early.holdingCycles[place]!, hold.holdingCycles[place]!];
    table.push([
      `buffer-cycles of a call, ${area}`,
      decimal(short),
      decimal(long),
      ratio(saving.areas[place]!),
    ]);
  });
  if (areas.length > 1) table.push(['  both areas', '', '', ratio(saving.together)]);
  areas.forEach((area, place) => {
    const [few, many] = [early.meanBuffers[place]!, hold.meanBuffers[place]!];
    table.push([`mean buffers in use, ${area}`, decimal(few), decimal(many), ratio(many / few)]);
  });
  areas.forEach((area, place) => {
    const [few, many] = [early.needed.areas[place]!, hold.needed.areas[place]!];
    table.push([
      `buffers for blocking ${share(question.blocking)}, ${area}`,
      grouped(few),
      grouped(many),
      ratio(many / few),
    ]);
  });
  if (question.path !== 'direct') {
    table.push([
      'temporary buffers for the same',
      ...[early, hold].map(({ needed }) => grouped(needed.temporaries)),
      '',
    ]);
  }
  const [few, many] = [early.needed.bytes, hold.needed.bytes];
  table.push(['bytes of all of them', grouped(few), grouped(many), ratio(many / few)]);
  table.push([
    `bytes with ${question.reserveForReturn} of each pool kept for returns`,
    grouped(built.bytes),
    '',
    '',
  ]);
  table.push([
    'calls per 1000 cycles, at most',
    perThousand(throughput.early),
    perThousand(throughput.hold),
    '',
  ]);
  table.push([
    `  with ${built.areas[0]} buffers in each area`,
    perThousand(throughput.early),
    perThousand(throughput.holdSameBuffers),
    `1 : ${decimal(throughput.early / throughput.holdSameBuffers)}`,
  ]);
  return table.toString();
}

function simulationTable({ early, holdSameBuffers, hold }: SimulatedAnswer): string {
  const runs = [early, holdSameBuffers, hold];
  const table = newTable([
    'by event simulation',
    'early release',
    'hold, same buffers',
    'hold, one a thread',
  ]);
  const row = (title: string, show: (run: Measurement) => string) => table.push([title, ...runs.map(show)]);
  const pair = ({ areas }: Measurement, show: (use: Measurement['areas'][0]) => string) =>
    areas.map(show).join(' + ');
  row('calls measured', ({ calls, deadlock }) => `${grouped(calls)}${deadlock ? ', then a deadlock' : ''}`);
  row('calls per 1000 cycles', ({ callsPerCycle }) => perThousand(callsPerCycle));
  row('buffer-cycles of a call', (run) =>
    pair(run, ({ bufferCyclesPerCall }) => decimal(bufferCyclesPerCall)),
  );
  row('mean buffers in use', (run) => pair(run, ({ mean }) => decimal(mean)));
  row('most buffers in use', (run) => pair(run, ({ peak }) => grouped(peak)));
  row('most temporaries in use', ({ temporaries }) => grouped(temporaries.peak));
  row('requests blocked at first', ({ areas }) =>
    percent(areas[0].requests.blocked, areas[0].requests.taken),
  );
  row('latency, median', ({ latency }) => decimal(latency.p50));
  row('latency, 99 of 100', ({ latency }) => decimal(latency.p99));
  return table.toString();
}

function remarks({ laneLoad }: SizingAnswer): string[] {
  if (laneLoad <= BUSY_LANES) return [];
  const load = `the threads ask for ${grouped(Math.round(100 * laneLoad))} % of the busiest lane`;
  return [
    laneLoad >= 1
      ? `note: ${load}: the lanes are the limit, and messages wait for them with or without buffers; --simulate shows how`
      : `note: ${load}; the formulas leave out that messages wait for it with their buffers, --simulate does not`,
  ];
}

function newTable(head: readonly string[]) {
  const { bold } = colorsFor(process.stdout);
  return new Table({
    head: ['', ...head.slice(1)].map((title, place) => bold(place === 0 ? head[0]! : title)),
    colAligns: ['left', ...head.slice(1).map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
}

/** A small share as people write it. */
function share(value: number): string {
  return value < 0.001 ? value.toExponential() : String(value);
}

/** A number with as many decimals as make sense for its size. */
function decimal(value: number): string {
  if (value >= 1000) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

function perThousand(callsPerCycle: number): string {
  return decimal(1000 * callsPerCycle);
}

function ratio(value: number): string {
  return `${decimal(value)} : 1`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${Number(((100 * part) / whole).toPrecision(2))} %`;
}
