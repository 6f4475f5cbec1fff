// SPDX-License-Identifier: Apache-2.0
import { layoutFrame } from '../samples/frame.ts';
import type { WaveformSignal } from './binding.ts';
import { sampleVcd } from './sample-vcd.ts';
import type { SamplingOptions, WaveformSummary } from './sampling.ts';
import { WaveformError } from './waveform-error.ts';

/** The bytes of a text or of data, in chunks of `size` bytes. */
export async function* inChunks(content: string | Uint8Array, size = 1 << 20): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  for (let from = 0; from < bytes.length; from += size) {
    yield bytes.subarray(from, from + size);
  }
}

/** Signals from `path: width`, each named like its path. */
export function signalList(widths: Readonly<Record<string, number>>): WaveformSignal[] {
  return Object.entries(widths).map(([path, width]) => ({ name: path, path, width }));
}

/** One sample with its values as text, most significant bit first, `x` for unknown. */
export interface ReadableSample {
  readonly cycle: number;
  readonly time: bigint;
  readonly resumed: boolean;
  readonly values: Readonly<Record<string, string>>;
}

export interface ReadableRun {
  readonly samples: readonly ReadableSample[];
  readonly summary: WaveformSummary;
}

export interface RunOptions extends Partial<Omit<SamplingOptions, 'signals'>> {
  readonly chunkSize?: number;
  /** Stops after so many samples. */
  readonly stopAfter?: number;
}

/** Samples a VCD; the design is `dut`, the clock `clock`, unless told otherwise. */
export async function sampleText(
  content: string | Uint8Array,
  widths: Readonly<Record<string, number>>,
  options: RunOptions = {},
): Promise<ReadableRun> {
  const { chunkSize, stopAfter, ...rest } = options;
  const signals = signalList(widths);
  const { slots } = layoutFrame(signals);
  const samples: ReadableSample[] = [];
  const summary = await sampleVcd(
    inChunks(content, chunkSize),
    { top: 'dut', clock: 'clock', signals, ...rest },
    ({ frame, unknown, cycle, time, resumed }) => {
      const values: Record<string, string> = {};
      for (const [name, { word, width }] of slots) {
        let text = '';
        for (let bit = width - 1; bit >= 0; bit--) {
          const [value, isUnknown] = [frame, unknown].map(
            (words) => (words[word + (bit >>> 5)]! >>> (bit & 31)) & 1,
          );
          text += isUnknown === 1 ? (value === 0 ? 'x' : '?') : `${value}`;
        }
        values[name] = text;
      }
      samples.push({ cycle, time, resumed, values });
      return samples.length === stopAfter;
    },
  );
  return { samples, summary };
}

/** The values of one signal, sample by sample. */
export function valuesOf(run: ReadableRun, name: string): (string | undefined)[] {
  return run.samples.map(({ values }) => values[name]);
}

/** The WaveformError that a promise must end with. */
export async function waveformError(promise: Promise<unknown>): Promise<WaveformError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof WaveformError) {
      return error;
    }
    throw error;
  }
  throw new Error('Expected a WaveformError, but nothing was thrown.');
}

/** A VCD of a scope `dut` with a clock `!`, the definitions and the changes given. */
export function vcdText(definitions: string, changes: string): string {
  return `$timescale 1 ns $end
$scope module dut $end
$var wire 1 ! clock $end
${definitions}
$upscope $end
$enddefinitions $end
${changes}`;
}
