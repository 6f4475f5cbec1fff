// SPDX-License-Identifier: Apache-2.0
import type { ExperimentDesign } from './point.ts';

/** Buffers, threads and bytes as in the patent application, at 64 bit. */
export const GATEWAY: ExperimentDesign = { name: 'gateway', configuration: { release: 'both' } };
export const DIRECT: ExperimentDesign = {
  name: 'direct path',
  configuration: { release: 'both', path: 'direct' },
};
export const CHANNEL: ExperimentDesign = {
  name: 'channel',
  configuration: { release: 'both', parties: 'two' },
};

/** The gateway with words of other widths. */
export const WIDTHS: readonly ExperimentDesign[] = ([32, 128, 256, 512] as const).map((dataWidth) => ({
  name: `gateway, ${dataWidth} bit`,
  configuration: { release: 'both', dataWidth },
}));

export const MANY_THREADS: ExperimentDesign = {
  name: 'gateway, 256 threads',
  configuration: { release: 'both', threads: 256 },
};
export const ABORT: ExperimentDesign = {
  name: 'gateway, abort',
  configuration: { release: 'both', noBuffer: 'abort' },
};
/** Two control areas of 4 entries each. */
export const SECOND_AREA: ExperimentDesign = {
  name: 'gateway, second area',
  configuration: { release: 'both', noBuffer: 'second-area', buffers: 4, temporaryBuffers: 32 },
};
export const ON_DEMAND: ExperimentDesign = {
  name: 'gateway, on demand',
  configuration: { release: 'both', memory: 'on-demand' },
};
/** Short messages go without a buffer, in both areas; the circuits of software and of held calls are not there. */
export const BYPASSES: readonly ExperimentDesign[] = ([64, 128] as const).map((bypassBytes) => ({
  name: `gateway, bypass up to ${bypassBytes} bytes`,
  configuration: { levels: 'stream', bypassBytes },
}));

/** Small, for random limits below what is built. */
const SMALL = { release: 'both', buffers: 8, bufferBytes: 64, threads: 64 } as const;
export const LIVENESS_DESIGNS: readonly ExperimentDesign[] = [
  { name: 'small gateway', configuration: { ...SMALL, temporaryBuffers: 8 } },
  { name: 'small direct path', configuration: { ...SMALL, path: 'direct' } },
];
