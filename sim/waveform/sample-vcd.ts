// SPDX-License-Identifier: Apache-2.0
import { layoutFrame } from '../samples/frame.ts';
import { bindSignals, type WaveformSignal } from './binding.ts';
import { createByteWindow } from './byte-window.ts';
import { decompressed } from './decompress.ts';
import { createIdentifierTable } from './identifier-table.ts';
import { createNetStore, type NetStore } from './net-store.ts';
import { selectScope } from './scope-selection.ts';
import { createChangeReader, stopped } from './vcd-changes.ts';
import { readHeader, type VcdHeader } from './vcd-header.ts';
import { loadVcdStart } from './vcd-recognition.ts';
import { type ChangeListener, createVcdSections } from './vcd-sections.ts';
import { timeValue } from './vcd-time.ts';
import { createTokenReader } from './vcd-tokens.ts';
import { WaveformError } from './waveform-error.ts';

export type { WaveformSignal } from './binding.ts';

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

export interface SampleVcdOptions {
  /** Name of the design's module or instance. Scopes around it (`TOP`, `tb`) need no mention. */
  readonly top: string;
  /** Path of the design's scope, or of one around it, for a file with several. */
  readonly scope?: string | undefined;
  /** Path of the clock, relative to the top; one bit. */
  readonly clock: string;
  readonly signals: readonly WaveformSignal[];
}

/** What was read. */
export interface VcdSummary {
  /** Samples delivered. */
  readonly cycles: number;
  /** Time of the last time stamp read. */
  readonly lastTime: bigint;
  /** As `1ps`; empty when the file does not say. */
  readonly timescale: string;
}

interface Sampler extends ChangeListener {
  cycles(): number;
}

function createSampler(
  store: NetStore,
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback that never stops early need not return anything
  onSample: (sample: WaveformSamples) => boolean | void,
): Sampler {
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

function noClockEdge(clock: string, header: VcdHeader, lastTime: bigint): WaveformError {
  const unit = header.timescale === '' ? '' : ` (in units of ${header.timescale})`;
  return new WaveformError(
    'no-clock-edge',
    `The clock '${clock}' never rises from 0 to 1 up to time ${lastTime}${unit}: there is nothing to sample. ` +
      'Was the clock named right, and was the simulation run?',
  );
}

/**
 * Reads a VCD, gzip-compressed or not, and samples signals at each rising edge of a clock: from 0 to 1, X to 1 is none.
 * A sample shows the values before the time stamp of the edge, so that the order in which a simulator settles a
 * time stamp does not matter. One pass; memory depends on the definitions, not on the length.
 *
 * @param input the bytes, in chunks of any size
 * @param onSample called once a sample, in order; return true to stop early
 * @throws WaveformError when the file is not a sound VCD, or does not hold the signals as described; the message says
 *   what to do. FrameLayoutError when the list of signals is wrong. What `onSample` or the input throws, unchanged.
 */
export async function sampleVcd(
  input: AsyncIterable<Uint8Array>,
  options: SampleVcdOptions,
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback that never stops early need not return anything
  onSample: (sample: WaveformSamples) => boolean | void,
): Promise<VcdSummary> {
  const { top, scope: within, clock, signals } = options;
  const layout = layoutFrame(signals);
  const window = createByteWindow(decompressed(input));
  try {
    await loadVcdStart(window);
    const tokens = createTokenReader(window);
    const header = await readHeader(tokens);
    const paths = [clock, ...signals.map(({ path }) => path)];
    const scope = selectScope(header, { top, scope: within, paths });
    const store = createNetStore(bindSignals(header, scope, clock, signals), signals, layout);
    const table = createIdentifierTable(header.identifiers, store.numbers);
    const sampler = createSampler(store, onSample);
    const sections = createVcdSections(window, sampler);
    const changes = createChangeReader(window, tokens.position.line, table, store, sections);

    let needed = changes.read(tokens.index);
    while (needed !== stopped && !(window.exhausted && needed === window.end)) {
      await window.load(needed);
      needed = changes.read(0);
    }
    if (needed !== stopped) {
      sections.finish();
      sampler.endOfTime(sections.time);
    }
    const lastTime = timeValue(sections.time);
    if (sampler.cycles() === 0) {
      throw noClockEdge(clock, header, lastTime);
    }
    return { cycles: sampler.cycles(), lastTime, timescale: header.timescale };
  } finally {
    await window.close();
  }
}
