// SPDX-License-Identifier: Apache-2.0
import { copyEngine } from '../../hdl-gen/circuits/copy-engine.ts';
import { directCopy } from '../../hdl-gen/circuits/direct-copy.ts';
import { kernelForwarding } from '../../hdl-gen/circuits/kernel-forwarding.ts';
import { kernelReception } from '../../hdl-gen/circuits/kernel-reception.ts';
import { marshaling } from '../../hdl-gen/circuits/marshaling.ts';
import { payload } from '../../hdl-gen/circuits/payload.ts';
import { portShare } from '../../hdl-gen/circuits/port-share.ts';
import { type Sizes, sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { unmarshaling } from '../../hdl-gen/circuits/unmarshaling.ts';
import { window } from '../../hdl-gen/circuits/window.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { simulateModules } from '../support/simulate-module.ts';

/** Sizes under which the circuits that move bytes are tested: narrow words, and wide ones in buffers of an odd size. */
export const shapes = [
  shape('16 words of 4 bytes', {
    buffers: 4,
    bufferBytes: 64,
    dataWidth: 32,
    threads: 4,
    serverThreads: 2,
    temporaryBuffers: 4,
  }),
  shape('5 words of 16 bytes', {
    buffers: 3,
    bufferBytes: 80,
    dataWidth: 128,
    threads: 5,
    serverThreads: 2,
    temporaryBuffers: 3,
  }),
] as const;

export interface Shape {
  readonly title: string;
  readonly sizes: Sizes;
}

function shape(title: string, input: ConfigurationInput): Shape {
  return { title, sizes: sizesOf(parseConfiguration(input)) };
}

/** All circuits that move bytes, side by side in one model. */
export function buildDataCircuits({ sizes }: Shape): Promise<ModelLibrary> {
  const { payloadAddressBits, temporaryAddressBits, entryBits } = sizes;
  return simulateModules({
    marshal: { module: marshaling(sizes) },
    unmarshal: {
      module: unmarshaling(sizes),
      parameters: { ADDRESS_WIDTH: payloadAddressBits, BUFFER_WIDTH: entryBits },
    },
    copy: {
      module: copyEngine(sizes),
      parameters: {
        SOURCE_ADDRESS_WIDTH: payloadAddressBits,
        DESTINATION_ADDRESS_WIDTH: temporaryAddressBits,
      },
    },
    payload: { module: payload(sizes) },
    share: { module: portShare(sizes) },
    window: { module: window(sizes) },
    reception: { module: kernelReception(sizes) },
    forwarding: { module: kernelForwarding(sizes) },
    direct: { module: directCopy(sizes) },
  });
}

/** Bytes of a message as a word of the memory shows them, byte 0 lowest; missing bytes are zero. */
export function wordOf(bytes: Uint8Array, wordBytes: number, index: number): bigint {
  let word = 0n;
  for (let lane = wordBytes - 1; lane >= 0; lane -= 1) {
    word = (word << 8n) | BigInt(bytes[index * wordBytes + lane] ?? 0);
  }
  return word;
}

/** Words of a message of so many bytes. */
export function wordsFor(length: number, wordBytes: number): number {
  return Math.ceil(length / wordBytes);
}
