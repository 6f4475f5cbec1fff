// SPDX-License-Identifier: Apache-2.0
export { openWaveform } from './open.ts';
export { createSampleRing, type SampleRing } from './sample-ring.ts';
export {
  type SampleVcdOptions,
  sampleVcd,
  type VcdSummary,
  type WaveformSamples,
  type WaveformSignal,
} from './sample-vcd.ts';
export { type RecordedCycle, renderTextWaveform, type TextWaveformOptions } from './text-waveform.ts';
export { WaveformError, type WaveformErrorCode, type WaveformPosition } from './waveform-error.ts';
