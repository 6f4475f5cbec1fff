// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { configurationSchema, parseConfiguration, refusedPairs } from '../../hdl-gen/configuration/index.ts';
import type { Field } from './field.ts';
import { levelOfValue, levelsOf, levelsOfFields, UnknownFieldError } from './field-values.ts';
import { levelPairs } from './pairs.ts';
import { costOf, drawSample, type Sample } from './sample.ts';

const size = 200;

describe('the fields', () => {
  test('are those of the schema, all of them', () => {
    expect([...levelsOfFields.keys()].sort()).toEqual(Object.keys(configurationSchema.in.shape).sort());
  });

  test.each(Object.entries(configurationSchema.in.shape))('%s is drawn at its default', (name, schema) => {
    const field = name as Field;
    const standard: unknown = configurationSchema.parse({})[field];
    const level = levelOfValue(field, schema.safeParse(undefined).data === undefined ? undefined : standard);
    expect(levelsOfFields.get(field)!.map((one) => one.name)).toContain(level);
  });

  test('of a kind that nothing can draw are an error, not left out', () => {
    for (const schema of [{ type: 'string' }, { type: 'array', items: { type: 'integer' } }, {}] as const) {
      expect(() => levelsOf('buffers', { ...schema, default: 0 })).toThrow(UnknownFieldError);
    }
  });

  test('may be a choice that did not exist before: every choice is a level', () => {
    const schema = { enum: ['early', 'hold'], default: 'early' };
    expect(levelsOf('buffers', schema).map(({ name }) => name)).toEqual(['early', 'hold']);
  });
});

describe('two levels that are never together', () => {
  test('are refused by a line of the table about these fields', () => {
    const lines = refusedPairs.map(({ field, other }) => [field, other].sort().join(' and '));
    for (const { levels, name } of levelPairs.refused) {
      expect(lines, name).toContain(
        levels
          .map(({ field }) => field)
          .sort()
          .join(' and '),
      );
    }
  });
});

describe.each([1, 2])(`a sample of ${size}, seed %i`, (seed) => {
  let sample: Sample;
  beforeAll(() => {
    sample = drawSample(seed, size);
  });

  test('has every pair of levels that may be together', () => {
    expect(sample.pairs.missing).toEqual([]);
    expect(sample.pairs.legal).toBeGreaterThan(1000);
  });

  test('has every level of every field', () => {
    for (const [field, levels] of levelsOfFields) {
      const drawn = new Set(sample.configurations.map(({ input }) => levelOfValue(field, input[field])));
      expect([...drawn].sort(), field).toEqual(levels.map(({ name }) => name).sort());
    }
  });

  test('has mostly small designs', () => {
    const small = sample.configurations.filter(({ configuration }) => costOf(configuration) < 5);
    expect(small.length).toBeGreaterThan(size / 2);
  });

  test('is what a user may write', () => {
    for (const { input, configuration } of sample.configurations) {
      expect(parseConfiguration(input)).toEqual(configuration);
    }
  });

  test('begins like a smaller one, and is the same again', () => {
    expect(drawSample(seed, 10).configurations).toEqual(sample.configurations.slice(0, 10));
  });
});

test('a sample of cheap designs has no others, and goes on when no pair is left to gain', () => {
  const { configurations } = drawSample(1, 60, 4);
  expect(configurations).toHaveLength(60);
  for (const { configuration } of configurations) expect(costOf(configuration)).toBeLessThanOrEqual(4);
});
