// SPDX-License-Identifier: Apache-2.0
import { layoutFrame } from '../samples/frame.ts';
import { bindSignals, type WaveformSignal } from './binding.ts';
import type { Definitions } from './definitions.ts';
import { createNetStore, type NetStore } from './net-store.ts';
import { pathInScope, selectScope } from './scope-selection.ts';
import { recordedPieces } from './signal-pieces.ts';
import type { ChangeListener } from './vcd-sections.ts';
import { WaveformError } from './waveform-error.ts';
import { timeValue, type WaveformTime } from './waveform-time.ts';

/**
 * The signals at one rising edge of the clock, as they stood before it. The object and its arrays are used again for the
 * next sample: copy what is to be kept.
 */
export interface WaveformSamples {
  /** Values in the layout of `layoutFrame(signals)`; a bit that is X or Z is 0 here. */
  readonly frame: Uint32Array;
  /** Same layout: 1 where the bit is X or Z. */
  readonly unknown: Uint32Array;
  /** Number of the edge, from 0. */
  readonly cycle: number;
  /** Time of the edge in units of the time scale. */
  readonly time: bigint;
  /** The recording was switched off since the last sample ($dumpoff): cycles may be missing before this one. */
  readonly resumed: boolean;
}

export interface SamplingOptions {
  /** Name of the design's module or instance. Scopes around it (`TOP`, `tb`) need no mention. */
  readonly top: string;
  /** Path of the design's scope, or of one around it, for a file with several. */
  readonly scope?: string | undefined;
  /** Path of the clock, relative to the top; one bit. */
  readonly clock: string;
  readonly signals: readonly WaveformSignal[];
  /** Called before the first sample. */
  readonly onFound?: (found: FoundSignals) => void;
}

/** Where the signals are in the file, for viewers. */
export interface FoundSignals {
  /** As `1ps`; empty when the file does not say. */
  readonly timescale: string;
  /** Full path of the clock. */
  readonly clock: string;
  /** By name: full path and range of the variables that make up the signal, most significant first. */
  readonly recordedNames: ReadonlyMap<string, readonly string[]>;
}

/** Called once a sample, in order; returns true to stop early. */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback that never stops early need not return anything
export type OnSample = (sample: WaveformSamples) => boolean | void;

/** What was read. */
export interface WaveformSummary {
  /** Samples delivered. */
  readonly cycles: number;
  /** Time of the last time stamp read. */
  readonly lastTime: bigint;
  /** As `1ps`; empty when the file does not say. */
  readonly timescale: string;
}

/** Turns value changes into samples, whatever the format they come from. */
export interface Sampling {
  /** Takes the value changes. */
  readonly store: NetStore;
  /** Takes the course of time. */
  readonly listener: ChangeListener;
  /** Sums up. @throws WaveformError `no-clock-edge` when nothing was sampled */
  finish(lastTime: WaveformTime): WaveformSummary;
}

function createSampler(store: NetStore, onSample: OnSample): ChangeListener & { cycles(): number } {
  const sample = { frame: store.frame, unknown: store.unknown, cycle: 0, time: 0n, resumed: false };
  let cycles = 0;
  let levelBefore = store.clockLevel();
  return {
    cycles: () => cycles,
    recordingOff: () => {
      sample.resumed = true;
    },
    // Levels are compared between the ends of time stamps: what happens within one has no duration, and simulators
    // differ in it.
    endOfTime: (time) => {
      const level = store.clockLevel();
      const isEdge = levelBefore === 0 && level === 1;
      levelBefore = level;
      let stop = false;
      if (isEdge) {
        sample.cycle = cycles++;
        sample.time = timeValue(time);
        stop = onSample(sample) === true;
        sample.resumed = false;
      }
      store.commit();
      return stop;
    },
  };
}

/**
 * Finds the design and its signals in a waveform, and prepares to sample them at each rising edge of the clock: from 0 to
 * 1, X to 1 is none.
 *
 * @throws WaveformError when the waveform does not hold the signals as described. FrameLayoutError when the list of
 *   signals is wrong.
 */
export function prepareSampling(
  definitions: Definitions,
  { top, scope: within, clock, signals, onFound }: SamplingOptions,
  onSample: OnSample,
): Sampling {
  const layout = layoutFrame(signals);
  const paths = [clock, ...signals.map(({ path }) => path)];
  const scope = selectScope(definitions, { top, scope: within, paths });
  const { timescale } = definitions;
  const binding = bindSignals(definitions, scope, clock, signals);
  const recordedNames = new Map(
    signals.map(({ name, path }, index) => [
      name,
      recordedPieces(pathInScope(scope, path), binding.signalPieces[index]!),
    ]),
  );
  onFound?.({ timescale, clock: pathInScope(scope, clock), recordedNames });
  const store = createNetStore(binding, signals, layout);
  const sampler = createSampler(store, onSample);
  return {
    store,
    listener: sampler,
    finish: (time) => {
      const cycles = sampler.cycles();
      const lastTime = timeValue(time);
      if (cycles > 0) return { cycles, lastTime, timescale };
      const unit = timescale === '' ? '' : ` (in units of ${timescale})`;
      throw new WaveformError(
        'no-clock-edge',
        `The clock '${clock}' never rises from 0 to 1 up to time ${lastTime}${unit}: there is nothing to sample. ` +
          'Was the clock named right, and was the simulation run?',
      );
    },
  };
}
