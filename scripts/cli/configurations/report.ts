// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Sample } from '../../../testbenches/configurations/sample.ts';
import { grouped } from '../run-report.ts';
import type { ConfigurationRecord } from './records.ts';

/** What a run over many configurations came to. */
export interface ConfigurationsReport {
  readonly records: readonly ConfigurationRecord[];
  readonly pairs: Sample['pairs'];
  /** How many records an earlier run had left. */
  readonly resumed: number;
  /** Optional tools that are missing, so that nothing was read by them. */
  readonly missingTools: readonly string[];
  readonly rerun: (number: number) => string;
}

/** Sums over all configurations that passed. */
export function totalsOf(records: readonly ConfigurationRecord[]) {
  const passed = records.filter((record) => record.passed);
  const sum = (count: (record: (typeof passed)[number]) => number) =>
    passed.reduce((total, record) => total + count(record), 0);
  return {
    operations: sum(({ operations }) => operations),
    areaOperations: sum(({ areaOperations }) => areaOperations),
    messages: sum(({ messages }) => messages),
    windowAccesses: sum(({ windowAccesses }) => windowAccesses),
    registerAccesses: sum(({ registerAccesses }) => registerAccesses),
    cycles: sum(({ cycles }) => cycles),
  };
}

/** The line that tells of a failure: what it was, in its first line, and how to see all of it. */
export function failureLine(number: number, message: string, rerun: string): string {
  return `${pc.red('FAILED')} configuration ${number}: ${message.split('\n')[0]}; rerun: ${rerun}`;
}

/** The closing report for people. */
export function renderReport({ records, pairs, resumed, missingTools, rerun }: ConfigurationsReport): string {
  const totals = totalsOf(records);
  const table = new Table({ style: { head: [], border: [] }, colAligns: ['left', 'right'] });
  table.push(
    ['configurations', grouped(records.length)],
    ['operations compared', grouped(totals.operations)],
    ['  on control areas, by commands and circuits', grouped(totals.areaOperations)],
    ['  messages delivered', grouped(totals.messages)],
    ['  window accesses', grouped(totals.windowAccesses)],
    ['  register accesses', grouped(totals.registerAccesses)],
    ['cycles', grouped(totals.cycles)],
    ['pairs of values covered', `${grouped(pairs.legal - pairs.missing.length)} of ${grouped(pairs.legal)}`],
    ['pairs of values refused', grouped(pairs.refused)],
  );
  const failures = records.flatMap((record) =>
    record.passed ? [] : [failureLine(record.number, record.message, rerun(record.number))],
  );
  return [
    table.toString(),
    ...(resumed > 0 ? [`${resumed} of them were examined by an earlier run`] : []),
    ...missingTools.map((tool) => `NOT RUN: ${tool} is missing and read none of them`),
    ...failures,
    `${records.length} configurations, ${records.length - failures.length} passed, ${failures.length} failed`,
  ].join('\n');
}
