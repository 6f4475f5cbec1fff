// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { choose, concat, literal } from '../../../hdl-gen/language/index.ts';
import { Signal } from '../../../hdl-gen/language/signal.ts';
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import { partPaths, replacePart } from './replace-part.ts';

const [one, two, three] = ['one', 'two', 'three'].map((name) => new Signal(name, 'wire', 1, ''));
const word = new Signal('word', 'wire', 4, '');
const index = new Signal('index', 'wire', 2, '');

describe('replacing a part of an expression', () => {
  it('returns the new part when the path is empty', () => {
    expect(replacePart(one!, [], two!)).toBe(two);
  });

  it.each([
    [one!.and(two!, three!), [1], literal(1, 1), "one && 1'b1 && three"],
    [choose(one!.and(two!), word, 0), [0, 0], three!, "(three && two) ? word : 4'd0"],
    [choose(one!, word.plus(1), 0), [1, 1], literal(2, 4), "one ? word + 4'd2 : 4'd0"],
    [concat(one!, word), [1], literal(0, 4), "{one, 4'd0}"],
    [word.any().not(), [0], one!, '!one'],
    [word.at(index), [1], literal(3, 2), "word[2'd3]"],
    [one!.replicate(3), [0], two!, '{3{two}}'],
    [word.eq(3), [1], literal(4, 4), "word == 4'd4"],
  ])('replaces one operand and keeps the others (%#)', (whole, path, part, text) => {
    expect(expressionText(replacePart(whole, path, part))).toBe(text);
  });

  it('leaves the expression as it was', () => {
    const whole = one!.and(two!);
    replacePart(whole, [0], three!);
    expect(expressionText(whole)).toBe('one && two');
  });
});

it('lists every part with the path to it', () => {
  const whole = choose(one!, word.plus(1), 0);
  const found = [...partPaths(whole)].map(([path, part]) => `${path.join('.')}: ${expressionText(part)}`);
  expect(found).toEqual([
    ": one ? word + 4'd1 : 4'd0",
    '0: one',
    "1: word + 4'd1",
    '1.0: word',
    "1.1: 4'd1",
    "2: 4'd0",
  ]);
  for (const [path, part] of partPaths(whole)) {
    expect(expressionText(replacePart(whole, path, part))).toBe(expressionText(whole));
  }
});
