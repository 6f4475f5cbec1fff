// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { buildModel, loadModel } from '../../harness/index.ts';
import { type Manifest, parseManifest } from '../../manifest/index.ts';
import type { Circuits } from './circuits.ts';

export const relayFile = fileURLToPath(new URL('fixtures/relay.v', import.meta.url));

const TAG_WIDTH = 3;

/** The manifest of the relay, written by hand. Buffers hold 256 bytes. */
export function relayManifest(width = 64): Manifest {
  const stream = (name: string, inward: boolean) => {
    const port = (field: string, bits: number, isInput: boolean) => ({
      name: `${name}_${field}`,
      width: bits,
      direction: isInput ? 'input' : 'output',
      interface: name,
      meaning: '',
    });
    return [
      port('valid', 1, inward),
      port('ready', 1, !inward),
      port('data', width, inward),
      port('strobe', width / 8, inward),
      port('last', 1, inward),
      port('tag', TAG_WIDTH, inward),
      port('kind', 2, inward),
    ];
  };
  const single = (name: string, direction: string) => ({
    name,
    width: 1,
    direction,
    interface: '',
    meaning: '',
  });
  const manifest = {
    format: 1,
    generator: 'by hand',
    digest: '00000000',
    configuration: {
      parties: 'two',
      buffers: 4,
      bufferBytes: 256,
      dataWidth: width,
      threads: 8,
      serverThreads: 8,
      temporaryBuffers: 4,
      allocator: 'lookup',
      memory: 'all-at-once',
      initialize: 'at-reset',
      noBuffer: 'wait',
      hardening: 'on',
      levels: 'both',
      bypassBytes: 0,
      release: 'early',
      reset: 'synchronous-high',
      bufferAddresses: 'contiguous',
      reserveForReturn: 1,
      path: 'temporary',
      server: 'local',
      reclaim: false,
      statisticsBits: 0,
    },
    top: 'relay',
    clock: 'clk',
    reset: 'rst',
    resetActive: 'high',
    sizes: {
      wordBytes: width / 8,
      bufferWords: 2048 / width,
      payloadWords: 8192 / width,
      temporaryWords: 8192 / width,
    },
    modules: [{ name: 'relay', file: 'relay.v', summary: '', claims: '' }],
    ports: [
      single('clk', 'input'),
      single('rst', 'input'),
      single('ready', 'output'),
      ...stream('first_in', true),
      ...stream('first_out', false),
      ...stream('second_in', true),
      ...stream('second_out', false),
    ],
    registers: [],
    probes: [
      {
        name: 'to_second.pending',
        path: 'to_second_full_q',
        module: 'relay',
        signal: 'to_second_full_q',
        width: 1,
        meaning: '',
      },
    ],
  };
  return parseManifest(JSON.stringify(manifest), 'the manifest of the relay');
}

/** The relay after its reset, for a carrier. `fault` chooses one of the faults in the Verilog. */
export async function relayCircuits(options: { readonly width?: number; readonly fault?: number } = {}) {
  const { width = 64, fault = 0 } = options;
  const built = await buildModel({
    top: 'relay',
    files: [relayFile],
    parameters: { WIDTH: width, FAULT: fault },
  });
  const model = loadModel(built).create({ seed: 1 });
  for (const port of Object.values(model.ports)) if (port.direction === 'input') port.write(0n);
  for (const level of [1, 1, 0]) {
    model.port('rst').value = level;
    model.settle();
    model.edge();
  }
  const circuits: Circuits = {
    manifest: relayManifest(width),
    port: (name) => model.port(name),
    settle: () => model.settle(),
    edge: () => model.edge(),
    describeState: () => 'the state of the relay',
  };
  return circuits;
}
