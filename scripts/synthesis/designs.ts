// SPDX-License-Identifier: Apache-2.0
import { type ConfigurationInput, presets } from '../../hdl-gen/configuration/index.ts';
import type { TargetName } from './targets.ts';

/** Which memories become ports, so that what is left can be placed where they would not fit, or be counted without them. */
export type Cut = 'nothing' | 'payload' | 'all';

/** A design whose area and clock rate are measured. */
export interface MeasuredDesign {
  readonly name: string;
  readonly configuration: ConfigurationInput;
  readonly cut: Cut;
  readonly targets: readonly TargetName[];
  /** At most so many look-up tables, at least so many megahertz. */
  readonly aim?: { readonly lookUpTables: number; readonly megahertz: number };
}

/** 32 buffers, native ports, hardening on, statistics off. */
const compared = { ...presets.channel, release: 'early', hardening: 'on', statisticsBits: 0 } as const;

export const measuredDesigns: readonly MeasuredDesign[] = [
  {
    name: 'channel, streams alone',
    configuration: { ...compared, levels: 'stream' },
    cut: 'all',
    targets: ['hx8k'],
    aim: { lookUpTables: 1400, megahertz: 80 },
  },
  {
    name: 'channel, both levels',
    configuration: { ...compared, levels: 'both' },
    cut: 'all',
    targets: ['hx8k'],
    aim: { lookUpTables: 1800, megahertz: 75 },
  },
  { name: 'compact', configuration: presets.compact, cut: 'nothing', targets: ['hx8k', 'ecp5'] },
  { name: 'tiny-channel', configuration: presets['tiny-channel'], cut: 'nothing', targets: ['hx8k', 'ecp5'] },
  { name: 'tiny-gateway', configuration: presets['tiny-gateway'], cut: 'nothing', targets: ['hx8k', 'ecp5'] },
  { name: 'channel', configuration: presets.channel, cut: 'payload', targets: ['ecp5'] },
  { name: 'gateway', configuration: presets.gateway, cut: 'payload', targets: ['ecp5'] },
  { name: 'wide', configuration: presets.wide, cut: 'payload', targets: ['ecp5'] },
];
