// SPDX-License-Identifier: Apache-2.0
import { allocationLookup } from '../../hdl-gen/circuits/allocation-lookup.ts';
import { allocationScan } from '../../hdl-gen/circuits/allocation-scan.ts';
import { allocationTurn } from '../../hdl-gen/circuits/allocation-turn.ts';
import { atomicSwap } from '../../hdl-gen/circuits/atomic-swap.ts';
import { callTags } from '../../hdl-gen/circuits/call-tags.ts';
import { controlPort } from '../../hdl-gen/circuits/control-port.ts';
import { controlRam } from '../../hdl-gen/circuits/control-ram.ts';
import { deallocation } from '../../hdl-gen/circuits/deallocation.ts';
import { initialization } from '../../hdl-gen/circuits/initialization.ts';
import { lastError } from '../../hdl-gen/circuits/last-error.ts';
import { messageDetection } from '../../hdl-gen/circuits/message-detection.ts';
import { messageIndication } from '../../hdl-gen/circuits/message-indication.ts';
import { ownership } from '../../hdl-gen/circuits/ownership.ts';
import { type Sizes, sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { temporaryPool } from '../../hdl-gen/circuits/temporary-pool.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { fifo } from '../../hdl-gen/primitives/fifo.ts';
import { streamRegister } from '../../hdl-gen/primitives/stream-register.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { simulateModules } from '../support/simulate-module.ts';

/** Sizes under which the circuits are tested: not powers of two with a reserve and scattered buffers, and powers of two without one. */
export const shapes = [
  shape('5 scattered buffers, 3 threads, 1 kept', {
    buffers: 5,
    bufferAddresses: [260, 64, 0, 512, 132],
    threads: 3,
    dataWidth: 32,
    bufferBytes: 64,
    temporaryBuffers: 3,
    reserveForReturn: 1,
  }),
  shape('8 buffers, 4 threads, none kept', {
    buffers: 8,
    threads: 4,
    dataWidth: 64,
    bufferBytes: 128,
    temporaryBuffers: 4,
    reserveForReturn: 0,
  }),
] as const;

export interface Shape {
  readonly title: string;
  readonly sizes: Sizes;
}

function shape(title: string, input: ConfigurationInput): Shape {
  return { title, sizes: sizesOf(parseConfiguration(input)) };
}

export const queueDepth = 5;
export const beatBits = 9;

/** All circuits that handle no payload, side by side in one model. */
export function buildControlCircuits({ sizes }: Shape): Promise<ModelLibrary> {
  return simulateModules({
    swap: { module: atomicSwap(sizes) },
    ram: { module: controlRam(sizes) },
    fill: { module: initialization(sizes) },
    offer: { module: allocationLookup(sizes) },
    port: { module: controlPort(sizes) },
    owners: { module: ownership(sizes) },
    tags: { module: callTags(sizes) },
    free: { module: deallocation(sizes) },
    indicate: { module: messageIndication(sizes) },
    detect: { module: messageDetection(sizes) },
    errors: { module: lastError(sizes) },
    pool: { module: temporaryPool(sizes) },
    queue: {
      module: fifo('baton_test_queue', { width: beatBits, depth: queueDepth, holds: 'numbers' }),
    },
    slice: { module: streamRegister, parameters: { WIDTH: beatBits } },
  });
}

/** The allocation circuit that searches, the turns of two of them, and a control port that knows of searches. */
export function buildScan({ sizes: { configuration } }: Shape): Promise<ModelLibrary> {
  const sizes = sizesOf({ ...configuration, allocator: 'scan' });
  return simulateModules({
    scan: { module: allocationScan(sizes) },
    turn: { module: allocationTurn(sizes) },
    port: { module: controlPort(sizes) },
  });
}
