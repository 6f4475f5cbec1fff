// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { mostOvertaking } from '../../../hdl-gen/blocks/fairness-note.ts';
import { sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { type ConfigurationInput, presets } from '../../../hdl-gen/configuration/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../../support/generated-model.ts';
import { type Flooder, flood, mostOvertaken } from './flood.ts';

const cycles = 6000;
const full = 64;
const fast: Flooder = { bytes: full, takesEvery: 1 };

const gateway = presets['tiny-gateway'];
const channel = presets['tiny-channel'];
const designs: readonly (readonly [string, ConfigurationInput])[] = [
  ['tiny-gateway', gateway],
  ['tiny-gateway that scans', { ...gateway, allocator: 'scan' }],
  ['gateway with two buffers of each kind', { ...gateway, buffers: 2, temporaryBuffers: 2 }],
  [
    'gateway with two buffers of each kind that scans',
    { ...gateway, buffers: 2, temporaryBuffers: 2, allocator: 'scan' },
  ],
  ['gateway with few temporary buffers', { ...gateway, buffers: 5, temporaryBuffers: 2 }],
  ['gateway with few buffers', { ...gateway, buffers: 2, temporaryBuffers: 5 }],
  ['gateway with the direct path', { ...gateway, path: 'direct' }],
  [
    'gateway with the direct path and two buffers that scans',
    { ...gateway, buffers: 2, path: 'direct', allocator: 'scan' },
  ],
  ['tiny-channel', channel],
  ['tiny-channel that scans', { ...channel, allocator: 'scan' }],
  ['channel with two buffers', { ...channel, buffers: 2, temporaryBuffers: 2 }],
  ['channel without a reserve', { ...channel, buffers: 2, reserveForReturn: 0 }],
];

describe.each(designs)('%s under a flood both ways', (_, configuration) => {
  let design: GeneratedModel;
  let bound: number;
  const [first, second] =
    configuration.parties === 'two' ? (['first', 'second'] as const) : (['client', 'server'] as const);
  beforeAll(async () => {
    design = await buildGenerated(configuration);
    bound = mostOvertaking(sizesOf(design.manifest.configuration));
  }, 180_000);

  /** Floods the design and checks how many messages go before one that waits, in messages of its own length. */
  function overtaking(one: Flooder, other: Flooder) {
    const model = design.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    const deliveries = flood(model, { [first]: one, [second]: other }, cycles);
    const shorter = Math.max(one.bytes, other.bytes) / Math.min(one.bytes, other.bytes);
    const allowed = (mine: Flooder, others: Flooder) => bound * (mine.bytes > others.bytes ? shorter : 1);
    expect(mostOvertaken(deliveries, first), 'returns that go before a request').toBeLessThanOrEqual(
      allowed(one, other),
    );
    expect(mostOvertaken(deliveries, second), 'requests that go before a return').toBeLessThanOrEqual(
      allowed(other, one),
    );
    const count = (party: string) => deliveries.filter((from) => from === party).length;
    return { requests: count(first), returns: count(second) };
  }

  test('equal messages, both read at once: each direction gets a quarter of what comes through at least', () => {
    const { requests, returns } = overtaking(fast, fast);
    const least = Math.min(requests, returns);
    expect(least).toBeGreaterThan(30);
    expect(requests + returns).toBeLessThanOrEqual(4 * least);
  });

  test.each<readonly [string, Flooder, Flooder]>([
    ['short requests, long returns', { ...fast, bytes: 4 }, fast],
    ['long requests, short returns', fast, { ...fast, bytes: 4 }],
    ['a first party that reads slowly', { ...fast, takesEvery: 3 }, fast],
    ['a second party that reads slowly', fast, { ...fast, takesEvery: 3 }],
    ['both read slowly', { ...fast, takesEvery: 2 }, { ...fast, takesEvery: 3 }],
  ])('%s: neither direction is starved', (_title, one, other) => {
    const { requests, returns } = overtaking(one, other);
    expect(Math.min(requests, returns)).toBeGreaterThan(20);
  });
});
