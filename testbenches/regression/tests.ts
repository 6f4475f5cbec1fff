// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { presets } from '../../hdl-gen/configuration/presets.ts';
import type { LengthUnit } from '../../sim/regression/index.ts';
import { type RandomKind, randomKinds } from '../checker/random-kinds.ts';
import { runBesideCocotb } from './cocotb-run.ts';
import { type JobRun, runCalls, runPins, runTraffic } from './runs.ts';

/** What drives the designs: the harness alone, or cocotb beside it. */
export const engines = ['harness', 'cocotb'] as const;

export type Engine = (typeof engines)[number];

/** A test that a regression runs with many seeds: a design under one kind of traffic, compared with the model in every cycle. */
export interface RegressionTest {
  /** Design and traffic, or engine: `tiny-channel/hostile`, `tiny-channel/cocotb`. */
  readonly name: string;
  readonly engine: Engine;
  readonly unit: LengthUnit;
  /** Of a run, unless somebody asks for another. */
  readonly length: number;
  readonly configuration: () => Promise<ConfigurationInput>;
  readonly run: JobRun;
}

interface RegressionDesign {
  readonly configuration: RegressionTest['configuration'];
  readonly kinds: readonly (RandomKind | 'pins' | 'calls' | 'cocotb')[];
  readonly cycles: number;
  readonly messages: number;
  /** Habits that this design asks for. */
  readonly habits?: Partial<(typeof randomKinds)[RandomKind]>;
}

const small = { cycles: 20_000, messages: 1_000 } as const;
/** One message takes a thousand cycles there. */
const large = { cycles: 30_000, messages: 200 } as const;
const streamKinds = ['streams', 'limits', 'hostile', 'resets', 'rush'] as const;
const allKinds = [...streamKinds, 'calls', 'cocotb'] as const;
/** Cycles of a run on both engines, as many as have all phases of its traffic. */
const cyclesOnCocotb = 10_000;

const embodiment = (name: 'growing' | 'searching' | 'second' | 'literal' | 'bypassing') => async () =>
  (await import('../support/embodiments.ts')).embodiments[name];

const designs: Readonly<Record<string, RegressionDesign>> = {
  'tiny-channel': { configuration: async () => presets['tiny-channel'], kinds: allKinds, ...small },
  'tiny-gateway': { configuration: async () => presets['tiny-gateway'], kinds: allKinds, ...small },
  'tiny-channel-scan': {
    configuration: async () => ({ ...presets['tiny-channel'], allocator: 'scan' }),
    kinds: ['hostile', 'resets', 'calls'],
    ...small,
  },
  'tiny-gateway-scan': {
    configuration: async () => ({ ...presets['tiny-gateway'], allocator: 'scan' }),
    kinds: ['hostile', 'resets', 'calls'],
    ...small,
  },
  'tiny-gateway-direct': {
    configuration: async () => ({ ...presets['tiny-gateway'], path: 'direct' }),
    kinds: ['hostile', 'resets', 'calls'],
    ...small,
  },
  'tiny-gateway-remote': {
    configuration: async () => ({ ...presets['tiny-gateway'], server: 'remote' }),
    kinds: ['streams', 'hostile', 'resets'],
    ...small,
  },
  // Parties die and come back.
  'tiny-gateway-reclaim': {
    configuration: async () => ({ ...presets['tiny-gateway'], release: 'early', reclaim: true }),
    kinds: ['limits', 'hostile', 'resets'],
    ...small,
  },
  ...Object.fromEntries(
    (['axi4-lite', 'wishbone-classic', 'wishbone-pipelined', 'apb'] as const).map((bus) => [
      `tiny-channel-${bus}`,
      {
        configuration: async () => ({ ...presets['tiny-channel'], bus }),
        kinds: ['pins', 'hostile', 'resets', 'calls'],
        ...small,
      } satisfies RegressionDesign,
    ]),
  ),
  'tiny-gateway-axi4-lite': {
    configuration: async () => ({ ...presets['tiny-gateway'], bus: 'axi4-lite' }),
    kinds: ['pins', 'hostile', 'resets', 'calls'],
    ...small,
  },
  'memory-on-demand': { configuration: embodiment('growing'), kinds: ['hostile', 'resets'], ...small },
  'memory-on-demand-scan': { configuration: embodiment('searching'), kinds: ['hostile', 'resets'], ...small },
  'second-area': { configuration: embodiment('second'), kinds: ['hostile', 'resets', 'calls'], ...small },
  bypassing: {
    configuration: embodiment('bypassing'),
    kinds: ['limits', 'hostile', 'resets', 'calls'],
    ...small,
  },
  'bypassing-gateway': {
    configuration: async () => ({
      ...presets['tiny-gateway'],
      release: 'early',
      levels: 'stream',
      bypassBytes: 16,
    }),
    kinds: ['limits', 'hostile', 'resets', 'calls'],
    ...small,
  },
  'bypassing-direct': {
    configuration: async () => ({
      ...presets['tiny-gateway'],
      release: 'early',
      path: 'direct',
      levels: 'stream',
      bypassBytes: 16,
    }),
    kinds: ['limits', 'hostile', 'resets'],
    ...small,
  },
  // Parties of this design trust each other, so they keep to the rules.
  literal: {
    configuration: embodiment('literal'),
    kinds: ['hostile', 'resets'],
    ...small,
    habits: { hostility: 0 },
  },
  channel: { configuration: async () => presets.channel, kinds: allKinds, ...large },
  gateway: { configuration: async () => presets.gateway, kinds: allKinds, ...large },
  compact: { configuration: async () => presets.compact, kinds: streamKinds, ...small },
  wide: { configuration: async () => presets.wide, kinds: streamKinds, ...small },
};

function testsOf(
  design: string,
  { configuration, kinds, cycles, messages, habits }: RegressionDesign,
): RegressionTest[] {
  return kinds.map((kind) => {
    const common = { name: `${design}/${kind}`, engine: 'harness', configuration } as const;
    if (kind === 'calls') return { ...common, unit: 'messages', length: messages, run: runCalls };
    if (kind === 'cocotb') {
      return { ...common, engine: kind, unit: 'cycles', length: cyclesOnCocotb, run: runBesideCocotb };
    }
    if (kind === 'pins') return { ...common, unit: 'cycles', length: cycles, run: runPins };
    return {
      ...common,
      unit: 'cycles',
      length: cycles,
      run: runTraffic({ ...randomKinds[kind], ...habits }),
    };
  });
}

/** All tests, those of one design together. */
export const regressionTests: readonly RegressionTest[] = Object.entries(designs).flatMap(([name, design]) =>
  testsOf(name, design),
);
