// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { environmentWith, withChosenChange } from './chosen-change.ts';

const files = new Map([
  ['a.v', 'assign b = c;'],
  ['d.v', 'assign b = c;'],
]);
const change = { file: 'a.v', place: 'b = <<c>>;', wrong: '!c' };

describe('the change that the environment asks for', () => {
  test('is made in its file alone', () => {
    expect([...withChosenChange(files, environmentWith(change))]).toEqual([
      ['a.v', 'assign b = !c;'],
      ['d.v', 'assign b = c;'],
    ]);
  });

  test('leaves a design without that file, and all designs if there is none, as they were', () => {
    expect(withChosenChange(files, environmentWith({ ...change, file: 'e.v' }))).toBe(files);
    expect(withChosenChange(files, {})).toBe(files);
  });

  test('must fit', () => {
    expect(() => withChosenChange(files, environmentWith({ ...change, place: '<<d>>' }))).toThrow(
      'fits a.v in 0 places',
    );
  });
});
