// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import { buildModel, loadModel, type Model } from '../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { contentFolder, temporaryFolder } from '../support/generated-folder.ts';
import { compileFirmware, type FirmwareSource } from './compile.ts';
import type { Report } from './reports.ts';
import { type Programs, type RunOptions, runSystem } from './run-system.ts';
import type { FirmwareTools } from './tools.ts';

/** What the cores do. */
export interface Workload {
  readonly calls: number;
  /** Calls open at once. */
  readonly threads: number;
  /** Bytes of a call and of its return, multiples of 64; chance picks one for each call. */
  readonly lengths: readonly number[];
  readonly seed: number;
}

export interface SystemRun {
  readonly reports: readonly Report[];
  /** What the checker compared; nothing where there is no block. */
  readonly check?: CheckSummary;
}

/** Three cores and what is between them, built and ready to be run as often as needed. */
export interface System {
  run(workload: Workload, options: RunOptions & { readonly checked?: boolean }): Promise<SystemRun>;
}

const files = ['processor.v', 'processors.v'];
const folder = join(import.meta.dirname, 'system');

/** The memory of a system without a block has room for this many bytes in front of the buffers. */
const areaHeadBytes = 4096;

/** Widths of ports that a system leaves open or feeds with constants, and what a core's own RTL is warned of. */
const ignoredWarnings = [
  ...[
    'WIDTHEXPAND',
    'WIDTHTRUNC',
    'PINCONNECTEMPTY',
    'PINMISSING',
    'DECLFILENAME',
    'UNUSEDSIGNAL',
    'UNUSEDPARAM',
  ],
  ...[
    'MULTIDRIVEN',
    'BLKSEQ',
    'CASEINCOMPLETE',
    'GENUNNAMED',
    'VARHIDDEN',
    'UNDRIVEN',
    'SYNCASYNCNET',
    'SELRANGE',
  ],
];

/** The cores with a generated gateway between them. */
export async function buildBlockSystem(tools: FirmwareTools, input: ConfigurationInput): Promise<System> {
  const design = generate(parseConfiguration(input));
  const manifest = parseManifest(JSON.stringify(design.manifest), 'the generated manifest');
  const generated = contentFolder(design.files);
  const inside = (path: string) => `u_block.${path}`;
  const library = loadModel(
    await buildModel({
      top: 'block_system',
      files: [
        tools.picorv32,
        ...manifest.modules.map(({ file }) => join(generated, file)),
        ...[...files, 'block_system.v'].map((file) => join(folder, file)),
      ],
      parameters: {
        PARTY_ADDRESS: addressBits(manifest, 'client'),
        MANAGER_ADDRESS: addressBits(manifest, 'manager'),
      },
      ignoredWarnings,
      visible: visibleSignals(manifest).map((signal) => ({ ...signal, path: inside(signal.path) })),
    }),
  );
  return {
    async run(workload, { checked = false, ...options }) {
      const programs = await blockPrograms(tools, generated, workload);
      const model = library.create({ seed: workload.seed });
      try {
        if (!checked) return { reports: runSystem(model, programs, options, true) };
        const checker = createChecker(manifest);
        const { frame } = model.sampler(checker.signals.map(({ name }) => inside(name)));
        const watcher = { sample: () => checker.sample(frame, model.cycles) };
        const reports = runSystem(model, programs, { ...options, watcher }, true);
        model.settle();
        checker.finish();
        return { reports, check: checker.summary() };
      } finally {
        model.dispose();
      }
    },
  };
}

/**
 * The cores with plain memory between them, as much as the areas of a design.
 *
 * @param waits cycles that an access of shared memory waits
 */
export async function buildMemorySystem(
  tools: FirmwareTools,
  input: ConfigurationInput,
  waits: 0 | 1,
): Promise<System> {
  const configuration = parseConfiguration(input);
  const generated = contentFolder(generate(configuration).files);
  const words = (areaHeadBytes + configuration.buffers * configuration.bufferBytes) / 4;
  const library = loadModel(
    await buildModel({
      top: 'memory_system',
      files: [tools.picorv32, ...[...files, 'memory_system.v'].map((file) => join(folder, file))],
      parameters: { AREA_WORDS: 2 ** Math.ceil(Math.log2(words)), WAITS: waits },
      ignoredWarnings,
    }),
  );
  return {
    async run(workload, options) {
      const programs = await memoryPrograms(tools, generated, workload);
      const model: Model = library.create({ seed: workload.seed });
      try {
        return { reports: runSystem(model, programs, options, false) };
      } finally {
        model.dispose();
      }
    },
  };
}

/** The address of each port of the block, which its program knows. */
const blockPort = { PORT: '0x10000000u' };
const blockTransport = {
  ...blockPort,
  TRANSPORT: '"block-transport.h"',
  'BATON_BASE(party)': '((void)(party), PORT)',
};

const blockPrograms = (tools: FirmwareTools, design: string, workload: Workload) =>
  compileAll(tools, design, workload, 'block', [
    { files: ['client.c', 'baton.c'], defines: blockTransport },
    { files: ['manager.c', 'baton.c'], defines: blockPort },
    { files: ['server.c', 'baton.c'], defines: blockTransport },
  ]);

const memoryPrograms = (tools: FirmwareTools, design: string, workload: Workload) =>
  compileAll(tools, design, workload, 'memory', [
    { files: ['client.c'], defines: { TRANSPORT: '"memory-transport.h"', IS_CLIENT: 1 } },
    { files: ['memory-kernel.c'], defines: {} },
    { files: ['server.c'], defines: { TRANSPORT: '"memory-transport.h"' } },
  ]);

async function compileAll(
  tools: FirmwareTools,
  design: string,
  { calls, threads, lengths, seed }: Workload,
  name: string,
  sources: readonly [FirmwareSource, FirmwareSource, FirmwareSource],
): Promise<Programs> {
  const defines = { CALLS: calls, THREADS: threads, SEED: seed, LENGTHS: lengths.join() };
  const { path, remove } = temporaryFolder();
  try {
    const words: Uint32Array[] = [];
    for (const [index, source] of sources.entries()) {
      const whole = { ...source, defines: { ...defines, ...source.defines } };
      words.push(await compileFirmware(tools, whole, design, join(path, `${name}-${index}`)));
    }
    return words as unknown as Programs;
  } finally {
    remove();
  }
}

function addressBits(manifest: Manifest, name: string): number {
  return manifest.ports.find((port) => port.name === `${name}_axi_awaddr`)!.width;
}

/** All that the checker samples, as signals of the block. */
function visibleSignals({ top, clock, ports, probes }: Manifest) {
  const own = ports
    .filter(({ name }) => name !== clock)
    .map(({ name, width }) => ({ path: name, module: top, signal: name, width }));
  const inner = new Map(
    probes.map(({ path, module, signal, width }) => [path, { path, module, signal, width }]),
  );
  for (const { path } of own) inner.delete(path);
  return [...own, ...inner.values()];
}
