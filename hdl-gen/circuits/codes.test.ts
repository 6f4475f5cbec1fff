// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import {
  atomicBits,
  atomicOperations,
  kindBits,
  messageKinds,
  operationBits,
  operations,
  resultBits,
  resultCodes,
} from './codes.ts';

test.each([
  ['results', resultCodes, resultBits],
  ['operations', operations, operationBits],
  ['kinds of message', messageKinds, kindBits],
  ['atomic operations', atomicOperations, atomicBits],
])('%s are numbered from 0 without a gap and fit their bits', (_, codes, bits) => {
  const values = Object.values(codes);
  expect(values).toEqual(values.map((_value, index) => index));
  expect(values.length).toBeLessThanOrEqual(2 ** bits);
});

test('the codes that software and recorded waveforms know do not change', () => {
  expect(resultCodes).toEqual({
    OK: 0,
    NONE: 1,
    ERR_RANGE: 2,
    ERR_NOT_FOUND: 3,
    ERR_NOT_ALLOCATED: 4,
    ERR_OWNER: 5,
    ERR_TAG: 6,
    ERR_LENGTH: 7,
  });
  expect(operations).toEqual({ ALLOCATE: 0, INDICATE: 1, DETECT: 2, DEALLOCATE: 3 });
  expect(messageKinds).toEqual({ NOTICE: 0, CALL: 1, RETURN: 2, FAILURE: 3 });
});
