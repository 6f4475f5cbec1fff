// SPDX-License-Identifier: Apache-2.0
import {
  type Configuration,
  type ConfigurationInput,
  parseConfiguration,
  presets,
} from '../../hdl-gen/configuration/index.ts';
import { createRandom, type Random } from '../../sim/tasks/index.ts';

const sampleSize = 20;

/** What must occur in every sample, however its seed falls. */
const always = {
  design: [
    { parties: 'two' },
    { parties: 'three' },
    { parties: 'three', path: 'direct' },
    { parties: 'three', server: 'remote' },
  ],
  allocator: ['lookup', 'scan'],
  dataWidth: [32, 64, 128, 256, 512],
  buffers: [1, 3, 5, 64],
  threads: [1, 3, 256],
  bufferBytes: [64, 65536],
} as const;

/** A configuration under the name by which test titles call it. */
export interface NamedConfiguration {
  readonly name: string;
  readonly configuration: Configuration;
}

/** All presets. */
export const presetConfigurations: readonly NamedConfiguration[] = Object.entries(presets).map(
  ([name, input]) => ({ name, configuration: parseConfiguration(input) }),
);

/** Configurations over the whole schema; the same seed draws the same ones. */
export function drawConfigurations(seed: number): NamedConfiguration[] {
  const random = createRandom(seed);
  const column = <Value>(values: readonly Value[], draw: () => Value) => {
    const fixed = shuffle(
      Array.from({ length: sampleSize }, (_, row) => values[row] ?? draw()),
      random,
    );
    return (row: number) => fixed[row]!;
  };
  const oneOf =
    <Value>(values: readonly Value[]) =>
    () =>
      values[random.below(values.length)]!;
  const design = column<Partial<ConfigurationInput>>(always.design, oneOf(always.design));
  const allocator = column(always.allocator, oneOf(always.allocator));
  // One of the widest is enough: Yosys takes ten times as long for it.
  const dataWidth = column(always.dataWidth, oneOf([32, 64, 128, 256] as const));
  const buffers = column(always.buffers, () => 1 + random.below(64));
  const threads = column(always.threads, () => 1 + random.below(256));
  const bufferWords = column<number>([], () => 1 + random.below(random.chance(0.5) ? 16 : 2000));
  const edgeBytes = column<number | undefined>(always.bufferBytes, () => undefined);
  return Array.from({ length: sampleSize }, (_, row) => {
    const wordBytes = dataWidth(row) / 8;
    const bytes = edgeBytes(row) ?? Math.min(65536, Math.max(64, bufferWords(row) * wordBytes));
    const noBuffer = oneOf(['wait', 'abort', 'second-area'] as const)();
    const configuration = parseConfiguration({
      ...design(row),
      allocator: allocator(row),
      dataWidth: dataWidth(row),
      buffers: buffers(row),
      threads: threads(row),
      ...(design(row).server === 'remote' ? {} : { serverThreads: 1 + random.below(threads(row)) }),
      bufferBytes: bytes,
      ...(design(row).path === 'direct' ? {} : { temporaryBuffers: 2 + random.below(63) }),
      reserveForReturn: buffers(row) === 1 ? 0 : random.below(2),
      memory: noBuffer === 'second-area' ? 'all-at-once' : oneOf(['all-at-once', 'on-demand'] as const)(),
      noBuffer,
      hardening: design(row).server === 'remote' ? 'on' : oneOf(['on', 'off'] as const)(),
      reset: oneOf(['synchronous-high', 'asynchronous-low'] as const)(),
      initialize: oneOf(['at-reset', 'on-first-use'] as const)(),
      bufferAddresses: drawAddresses(
        random,
        buffers(row) * (noBuffer === 'second-area' ? 2 : 1),
        bytes,
        wordBytes,
      ),
      statisticsBits: random.below(65),
    });
    return { name: JSON.stringify(configuration), configuration };
  });
}

/** Buffers one behind the other, or in any order with gaps, where an area has room for the gaps. */
function drawAddresses(random: Random, buffers: number, bytes: number, wordBytes: number) {
  const room = Math.floor((64 * 65536) / buffers - bytes) / wordBytes;
  if (room < 1 || random.chance(0.5)) return 'contiguous' as const;
  let end = 0;
  const addresses = Array.from({ length: buffers }, () => {
    const address = end + wordBytes * random.below(Math.min(8, Math.floor(room) + 1));
    end = address + bytes;
    return address;
  });
  return shuffle(addresses, random);
}

function shuffle<Value>(values: Value[], random: Random): Value[] {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [values[last], values[other]] = [values[other]!, values[last]!];
  }
  return values;
}
