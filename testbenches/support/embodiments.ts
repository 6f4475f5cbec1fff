// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { insertBugs, selectPort } from '../checker/hand-made-bugs.ts';
import { embodimentBugs } from './embodiment-bugs.ts';
import { buildGenerated, type GeneratedModel } from './generated-model.ts';

const tiny = { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4 } as const;

/**
 * Designs with fields away from their defaults, several in one where they do not hide each other: a model takes long to
 * build, so all tests of these fields share them.
 */
export const embodiments = {
  /** Memory entry by entry, looked up; requests give up. */
  growing: {
    parties: 'two',
    ...tiny,
    memory: 'on-demand',
    noBuffer: 'abort',
    initialize: 'on-first-use',
    bufferAddresses: [832, 4, 260, 128],
    reset: 'asynchronous-low',
  },
  /** The same, searched; parties may die. */
  searching: {
    parties: 'two',
    ...tiny,
    memory: 'on-demand',
    noBuffer: 'abort',
    allocator: 'scan',
    reclaim: true,
  },
  /** A second control area in each space of a gateway, whose parties may die. */
  second: {
    parties: 'three',
    ...tiny,
    path: 'direct',
    noBuffer: 'second-area',
    initialize: 'on-first-use',
    reclaim: true,
  },
  /** The literal procedures, searched through two control areas. */
  literal: {
    parties: 'two',
    ...tiny,
    buffers: 3,
    noBuffer: 'second-area',
    allocator: 'scan',
    reserveForReturn: 0,
    hardening: 'off',
  },
  /** No commands, and short messages that take no buffer. */
  bypassing: {
    parties: 'two',
    ...tiny,
    levels: 'stream',
    bypassBytes: 16,
    bufferAddresses: [832, 4, 260, 128],
  },
  /** The same where a kernel passes messages on. */
  passing: { parties: 'three', ...tiny, levels: 'stream', bypassBytes: 16 },
} as const satisfies Readonly<Record<string, ConfigurationInput>>;

export type EmbodimentName = keyof typeof embodiments;

/** Builds one of them, with its bugs in it and off. Tests may overwrite A[0]. */
export async function buildEmbodiment(name: EmbodimentName): Promise<GeneratedModel> {
  const input: ConfigurationInput = embodiments[name];
  const top = input.parties === 'two' ? 'baton_channel' : 'baton_gateway';
  const built = await buildGenerated(
    input,
    (text, file) => insertBugs(embodimentBugs[name], top, text, file),
    (probe) => probe.endsWith('control_ram.count'),
  );
  return {
    manifest: built.manifest,
    create(seed) {
      const model = built.create(seed);
      model.port(selectPort).value = 0;
      return model;
    },
  };
}
