// SPDX-License-Identifier: Apache-2.0
export type { WaveformSignal } from './binding.ts';
export { type LocatedSignals, locateSignals, type SignalRequest } from './located-signals.ts';
export { readDefinitions } from './read-definitions.ts';
export { createSampleRing, type SampleRing } from './sample-ring.ts';
export { sampleWaveform } from './sample-waveform.ts';
export type { FoundSignals, SamplingOptions, WaveformSamples, WaveformSummary } from './sampling.ts';
export { type RecordedCycle, renderTextWaveform, type TextWaveformOptions } from './text-waveform.ts';
export { gtkwaveSaveFile, surferCommandFile, type ViewerWindow } from './viewer-files.ts';
export { renderWaveJson, type WaveJson } from './wave-json.ts';
export { WaveformError, type WaveformErrorCode, type WaveformPosition } from './waveform-error.ts';
