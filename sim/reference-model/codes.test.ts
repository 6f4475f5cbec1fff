// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { accessName, kindName, levelName, operationName, partyName, resultName } from './codes.ts';

test('numbers have names, and unknown ones say so', () => {
  expect([resultName(5), operationName(2), kindName(1), accessName(2), partyName(1), levelName(0)]).toEqual([
    'ERR_OWNER',
    'DETECT',
    'CALL',
    'SWAP',
    'second',
    'command',
  ]);
  expect([resultName(9), kindName(4)]).toEqual(['unknown result 9', 'unknown kind 4']);
});
