// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { type ResultName, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import { packedWidth } from '../../hdl-gen/circuits/fields.ts';
import { referenceFields } from '../../hdl-gen/circuits/reference.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const bits = [0, 1] as const;

describe.each(shapes)('the checks of an operation with $title', (shape) => {
  const { sizes } = shape;
  const { buffers, bufferBytes } = sizes.configuration;
  const entryNumbers = Array.from({ length: 2 ** sizes.entryBits }, (_, entry) => entry);
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  test('T2, T3: deallocation, the full truth table: Fig. 7 with its hardened refusals, in their order', () => {
    const free = startCircuit(library, 'free');
    const seen = new Set<ResultName>();
    for (const entry of entryNumbers) {
      for (const pointerIsThat of bits) {
        for (const byCircuits of bits) {
          for (const inRange of bits) {
            for (const flag of bits) {
              for (const holds of bits) {
                for (const active of bits) {
                  const result: ResultName = !inRange
                    ? 'ERR_RANGE'
                    : entry >= buffers || !(byCircuits || pointerIsThat)
                      ? 'ERR_NOT_FOUND'
                      : !holds
                        ? 'ERR_OWNER'
                        : flag
                          ? 'ERR_NOT_ALLOCATED'
                          : 'OK';
                  free.drive({
                    active,
                    entry,
                    pointer: bufferBytes,
                    by_circuits: byCircuits,
                    count_in_range: inRange,
                    entry_pointer: pointerIsThat ? bufferBytes : 0,
                    old_flag: flag,
                    holds,
                  });
                  expect(free.read('code')).toBe(resultCodes[result]);
                  expect(free.read('permit')).toBe(Number(active === 1 && result === 'OK'));
                  seen.add(result);
                }
              }
            }
          }
        }
      }
    }
    expect([...seen].sort()).toEqual(['ERR_NOT_ALLOCATED', 'ERR_NOT_FOUND', 'ERR_OWNER', 'ERR_RANGE', 'OK']);
  });

  test('T2, T9, T10: indication, the full truth table with lengths around the limit', () => {
    const indicate = startCircuit(library, 'indicate');
    const lengths = [0, 1, bufferBytes - 1, bufferBytes, bufferBytes + 1, 2 ** sizes.lengthBits - 1];
    const seen = new Set<ResultName>();
    for (const entry of entryNumbers) {
      for (const length of lengths) {
        for (const flag of bits) {
          for (const holds of bits) {
            for (const tagIsRight of bits) {
              for (const active of bits) {
                const result: ResultName =
                  entry >= buffers
                    ? 'ERR_NOT_FOUND'
                    : !holds
                      ? 'ERR_OWNER'
                      : flag
                        ? 'ERR_NOT_ALLOCATED'
                        : length > bufferBytes
                          ? 'ERR_LENGTH'
                          : tagIsRight
                            ? 'OK'
                            : 'ERR_TAG';
                const indicated = active === 1 && result === 'OK';
                indicate.drive({
                  active,
                  entry,
                  length,
                  tag: 1,
                  kind: 2,
                  entry_pointer: entry * bufferBytes,
                  old_flag: flag,
                  holds,
                  tag_acceptable: tagIsRight,
                  pop: 0,
                });
                expect(indicate.read('code')).toBe(resultCodes[result]);
                expect(indicate.read('indicated')).toBe(Number(indicated));
                expect(indicate.read('head_valid')).toBe(0);
                indicate.clock();
                indicate.drive({ active: 0 });
                expect(indicate.read('head_valid'), 'in the next cycle').toBe(Number(indicated));
                const fields = referenceFields(sizes);
                const reference = [
                  [entry, fields.entry],
                  [entry * bufferBytes, fields.pointer],
                  [length, fields.length],
                  [1, fields.tag],
                  [2, fields.kind],
                ].reduceRight((sum, [value, width]) => (sum << BigInt(width!)) | BigInt(value!), 0n);
                expect(indicate.readWide('head')).toBe(indicated ? reference : 0n);
                expect(reference < 1n << BigInt(packedWidth(fields))).toBe(true);
                if (indicated) indicate.clock({ pop: 1 });
                seen.add(result);
              }
            }
          }
        }
      }
    }
    expect([...seen].sort()).toEqual(
      [
        ...(buffers < 2 ** sizes.entryBits ? ['ERR_NOT_FOUND'] : []),
        ...['ERR_LENGTH', 'ERR_NOT_ALLOCATED', 'ERR_OWNER', 'ERR_TAG', 'OK'],
      ].sort(),
    );
  });

  test('the references of all buffers wait in the order of their indication', () => {
    const indicate = startCircuit(library, 'indicate');
    for (let entry = 0; entry < buffers; entry += 1) {
      indicate.clock({
        active: 1,
        entry,
        length: 4,
        holds: 1,
        old_flag: 0,
        tag_acceptable: 1,
        entry_pointer: 0,
      });
    }
    indicate.clock({ active: 0 });
    for (let entry = 0; entry < buffers; entry += 1) {
      indicate.drive({ pop: 1 });
      expect(indicate.read('head_valid')).toBe(1);
      expect(indicate.readWide('head') & ((1n << BigInt(sizes.entryBits)) - 1n)).toBe(BigInt(entry));
      indicate.clock();
    }
    indicate.drive({ pop: 0 });
    expect(indicate.read('head_valid')).toBe(0);
  });
});
