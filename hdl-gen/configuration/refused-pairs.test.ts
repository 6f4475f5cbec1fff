// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { configurationSchema, parseConfiguration, refusedPairs } from './index.ts';

test('every refused pair names two fields of the schema', () => {
  const fields = Object.keys(configurationSchema.in.shape);
  for (const { field, other } of refusedPairs) {
    expect(fields).toContain(field);
    expect(fields).toContain(other);
    expect(field).not.toBe(other);
  }
});

test('no refused pair refuses the defaults', () => {
  const defaults = parseConfiguration({});
  expect(refusedPairs.filter(({ refuses }) => refuses(defaults))).toEqual([]);
});

test('every field of the schema is documented', () => {
  for (const [field, schema] of Object.entries(configurationSchema.in.shape)) {
    const { description } = 'unwrap' in schema ? (schema.unwrap() as { description?: string }) : schema;
    expect(description ?? schema.description, field).toMatch(/^[a-z].{10,}/);
  }
});

test('all about a message fits a register behind a bus', () => {
  const largest = { buffers: 64, bufferBytes: 65536, threads: 256, bus: 'apb' } as const;
  expect(() => parseConfiguration(largest)).toThrow(
    /threads is 256, but must be at most 64 .* 3 \+ 6 \(64 buffers\) \+ 17 /,
  );
  for (const fits of [{ buffers: 16 }, { bufferBytes: 8192 }, { threads: 64 }]) {
    parseConfiguration({ ...largest, ...fits });
  }
  for (const without of [{ bus: 'native' }, { levels: 'stream' }]) {
    parseConfiguration({ ...largest, ...without });
  }
});
