// SPDX-License-Identifier: Apache-2.0
import type { SignalBinding } from '../monitors/index.ts';
import type { RegisterBank } from '../reference-model/index.ts';
import type { SampledSignal } from '../samples/frame.ts';
import { createSampleRing, renderTextWaveform } from '../waveform/index.ts';
import type { CounterModel } from './counters.ts';
import { DifferenceError, type StateRow } from './difference.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { type RuleName, rules } from './rules.ts';
import type { AccessCounters } from './statistics.ts';

/** What a rule says when it is broken. */
export interface Finding {
  readonly rule: RuleName;
  /** Area, party or lane. */
  readonly where: string;
  readonly step?: string | undefined;
  readonly expected: string;
  readonly actual: string;
  /** Sampled names of the signals to draw. */
  readonly signals?: readonly string[];
}

/** What all rules share while they look at one cycle after the other. */
export interface Run {
  readonly binding: SignalBinding;
  readonly log: EventLog;
  /** The registers, as the model has them in this cycle. */
  readonly registers: RegisterBank;
  /** The counters as they must be. */
  readonly counters: CounterModel;
  /** Accesses compared so far. */
  readonly accesses: AccessCounters;
  cycle: number;
  /** The frame of this cycle, and its unknown bits. */
  frame: Uint32Array;
  unknown: Uint32Array;
  /** Adds values to the table that every report shows. */
  describeState(rows: () => readonly StateRow[]): void;
  /** Keeps the frame for the waveforms of later reports, with its unknown bits if there may be any. */
  remember(mayBeUnknown: boolean): void;
  /** @throws DifferenceError always */
  fail(finding: Finding): never;
}

/** Cycles drawn in a report besides those before them that `history` keeps. */
const drawnCycles = 12;

/**
 * @param history events kept for a report
 */
export function createRun(
  binding: SignalBinding,
  registers: RegisterBank,
  counters: CounterModel,
  history: number,
): Run {
  const { layout, signals } = binding;
  const ring = createSampleRing(drawnCycles, layout.totalWords);
  const log = createEventLog(history);
  const states: (() => readonly StateRow[])[] = [];
  const widths = new Map(signals.map(({ name, width }) => [name, width]));
  const nothing = new Uint32Array(0);
  const sample: { cycle: number; frame: Uint32Array; unknown: Uint32Array } = {
    cycle: 0,
    frame: new Uint32Array(0),
    unknown: new Uint32Array(0),
  };
  const waveform = (names: readonly string[], cycle: number) => {
    const drawn: SampledSignal[] = names.map((name) => ({ name, width: widths.get(name) ?? 1 }));
    return renderTextWaveform(ring.samples(), drawn, { layout, markedCycle: cycle, columns: 132 });
  };
  const run: Run = {
    binding,
    log,
    registers,
    counters,
    accesses: { window: 0, register: 0, bus: 0 },
    cycle: 0,
    frame: sample.frame,
    unknown: sample.unknown,
    describeState: (rows) => {
      states.push(rows);
    },
    remember: (mayBeUnknown) => {
      sample.cycle = run.cycle;
      sample.frame = run.frame;
      sample.unknown = mayBeUnknown ? run.unknown : nothing;
      ring.push(sample);
    },
    fail: ({ rule, where, step, expected, actual, signals = [] }) => {
      const names = [...new Set(signals.map(binding.sampledName))];
      throw new DifferenceError({
        rule,
        ruleText: rules[rule],
        cycle: run.cycle,
        where,
        step,
        expected,
        actual,
        states: states.flatMap((rows) => rows()),
        events: log.lines(),
        signals: names,
        waveform: waveform(names, run.cycle),
      });
    },
  };
  return run;
}
