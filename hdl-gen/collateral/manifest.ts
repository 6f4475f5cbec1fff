// SPDX-License-Identifier: Apache-2.0
import { inlineSlotsOf } from '../circuits/bypass.ts';
import { sizesOf } from '../circuits/sizes.ts';
import { type Configuration, configurationDigest } from '../configuration/index.ts';
import { type AnyModule, type ModuleTree, sizeValue } from '../language/index.ts';
import { addressBlocks, registerMap } from '../registers/index.ts';
import { resetStyles } from '../verilog/index.ts';
import { generator } from './generator.ts';
import { collectProbes } from './probes.ts';

/** Describes a generated design to whoever simulates it: the contract between generator and simulation. */
export function describeDesign(configuration: Configuration, top: AnyModule, trees: readonly ModuleTree[]) {
  const sizes = sizesOf(configuration);
  const reset = resetStyles[configuration.reset];
  const topTree = trees.find(({ definition }) => definition === top)!;
  return {
    format: 1,
    generator,
    digest: configurationDigest(configuration),
    configuration,
    top: top.name,
    clock: 'clk',
    reset: reset.port,
    resetActive: configuration.reset === 'asynchronous-low' ? ('low' as const) : ('high' as const),
    sizes: {
      wordBytes: sizes.wordBytes,
      bufferWords: sizes.bufferWords,
      payloadWords: sizes.payloadWords,
      temporaryWords: sizes.temporaryWords,
      ...(configuration.bypassBytes > 0 ? { inlineSlots: inlineSlotsOf(configuration) } : {}),
    },
    modules: trees.map(({ definition }) => ({
      name: definition.name,
      file: `${definition.name}.v`,
      summary: definition.summary,
      claims: definition.claims ?? '',
    })),
    ports: topTree.ports.map(({ signal, group }) => ({
      name: signal.role === 'reset' ? reset.port : signal.name,
      width: sizeValue(signal.width),
      direction: signal.role === 'output' ? ('output' as const) : ('input' as const),
      interface: group ?? 'clock and reset',
      meaning: signal.role === 'reset' ? reset.doc : signal.doc,
    })),
    registers: registerMap(configuration),
    ...(configuration.bus === 'native' ? {} : { addressBlocks: addressBlocks(configuration) }),
    probes: collectProbes(top, trees),
  };
}

/** A design as its modules are. */
export type DesignDescription = ReturnType<typeof describeDesign>;

/** What `manifest.json` says. */
export interface Manifest extends DesignDescription {
  /** What lies beside the Verilog and the manifest. */
  readonly files: readonly { readonly name: string; readonly purpose: string }[];
}
