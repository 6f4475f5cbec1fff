// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from './rules.ts';

/** A value of the design beside that of the model. */
export interface StateRow {
  /** What it is, with its area or party. */
  readonly name: string;
  readonly design: string;
  readonly model: string;
}

/** Everything known about a difference. */
export interface Difference {
  readonly rule: RuleName;
  readonly ruleText: string;
  readonly cycle: number;
  /** Area, party or lane. */
  readonly where: string;
  /** Step of the flow charts, as numbered in the patent application, where there is one. */
  readonly step: string | undefined;
  readonly expected: string;
  readonly actual: string;
  readonly states: readonly StateRow[];
  /** The last events, oldest first. */
  readonly events: readonly string[];
  /** Names of the signals involved. */
  readonly signals: readonly string[];
  /** The same, drawn over the last cycles. */
  readonly waveform: string;
}

const marker = '  <-- differs';

function stateTable(rows: readonly StateRow[]): string[] {
  const width = (pick: (row: StateRow) => string, heading: string) =>
    Math.max(heading.length, ...rows.map((row) => pick(row).length));
  const name = width((row) => row.name, 'state before the rising edge');
  const design = width((row) => row.design, 'design');
  const model = width((row) => row.model, 'model');
  const line = (row: StateRow, end: string) =>
    `  ${row.name.padEnd(name)}  ${row.design.padEnd(design)}  ${row.model.padEnd(model)}${end}`.trimEnd();
  return [
    line({ name: 'state before the rising edge', design: 'design', model: 'model' }, ''),
    ...rows.map((row) => line(row, row.design === row.model ? '' : marker)),
  ];
}

/**
 * The whole report as text.
 *
 * @param notes what else there is to know or to look at, a line each
 */
function renderDifference(
  difference: Difference,
  command: string | undefined,
  notes: readonly string[],
): string {
  const { rule, ruleText, cycle, where, step, expected, actual, states, events, waveform } = difference;
  const lines = [
    `difference in cycle ${cycle}, ${where}: ${rule}`,
    `  rule      ${ruleText}`,
    ...(step === undefined ? [] : [`  step      ${step}`]),
    `  expected  ${expected}`,
    `  actual    ${actual}`,
  ];
  if (states.length > 0) lines.push('', ...stateTable(states));
  if (events.length > 0)
    lines.push('', `last ${events.length} events`, ...events.map((event) => `  ${event}`));
  if (waveform !== '') {
    lines.push(
      '',
      'signals',
      ...waveform
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`.trimEnd()),
    );
  }
  if (notes.length > 0) lines.push('', ...notes);
  if (command !== undefined) lines.push('', `repeat: ${command}`);
  return lines.join('\n');
}

/** The first difference between a design and the model; the message is the whole report. */
export class DifferenceError extends Error {
  override readonly name = 'DifferenceError';
  readonly difference: Difference;
  /** The command that repeats the run, once the caller has said it. */
  readonly command: string | undefined;
  readonly notes: readonly string[];

  constructor(difference: Difference, command?: string, notes: readonly string[] = []) {
    super(renderDifference(difference, command, notes));
    this.difference = difference;
    this.command = command;
    this.notes = notes;
  }

  /** The same difference with the command that repeats the run, as the last line of the report. */
  withCommand(command: string): DifferenceError {
    return new DifferenceError(this.difference, command, this.notes);
  }

  /** The same difference with another drawing of its signals, and lines that stand above the command. */
  withDrawing(waveform: string, notes: readonly string[]): DifferenceError {
    return new DifferenceError({ ...this.difference, waveform }, this.command, notes);
  }
}
