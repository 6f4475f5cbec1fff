// SPDX-License-Identifier: Apache-2.0
import { channel } from '../blocks/channel.ts';
import { gateway } from '../blocks/gateway.ts';
import { remoteGateway } from '../blocks/remote-gateway.ts';
import { busBlock } from '../bus/bus-block.ts';
import { type Sizes, sizesOf } from '../circuits/sizes.ts';
import { type Configuration, configurationDigest } from '../configuration/index.ts';
import { type AnyModule, elaborateDesign } from '../language/index.ts';
import { moduleText, resetStyles } from '../verilog/index.ts';
import { filesBeside } from './beside.ts';
import { generator } from './generator.ts';
import { describeDesign, type Manifest } from './manifest.ts';

/** A complete generated design: file names and their texts, in the order in which tools must read the Verilog. */
export interface GeneratedDesign {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, string>;
}

/** Generates the Verilog and everything beside it. The same configuration always gives the same bytes. */
export function generate(configuration: Configuration): GeneratedDesign {
  const sizes = sizesOf(configuration);
  const top = topOf(sizes);
  const trees = elaborateDesign(top);
  const provenance = { generator, configuration: `configuration ${configurationDigest(configuration)}` };
  const reset = resetStyles[configuration.reset];
  const description = describeDesign(configuration, top, trees);
  const beside = filesBeside(description);
  const manifest = { ...description, files: beside.map(({ name, purpose }) => ({ name, purpose })) };
  const files = new Map(
    trees.map((tree) => [`${tree.definition.name}.v`, moduleText(tree, provenance, reset)]),
  );
  files.set('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { name, text } of beside) files.set(name, text(manifest));
  return { manifest, files };
}

function topOf(sizes: Sizes): AnyModule {
  const { parties, server, bus } = sizes.configuration;
  const core = parties === 'two' ? channel : server === 'remote' ? remoteGateway : gateway;
  return bus === 'native' ? core(sizes) : busBlock(core(sizes), sizes);
}
