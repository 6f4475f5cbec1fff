// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import { sitesOf } from './map-expressions.ts';
import { smallDesign } from './small-design.test-support.ts';
import { wrongConditions } from './wrong-condition.ts';
import { readableSignals, wrongDrivers } from './wrong-driver.ts';

const trees = smallDesign();
const tree = (name: string) => trees.find(({ definition }) => definition.name === name)!;
const siteAt = (module: string, place: string) =>
  sitesOf(tree(module)).find((each) => each.site.place === place)!;

function conditionsAt(module: string, place: string) {
  const { site, expression } = siteAt(module, place);
  return wrongConditions(site, expression).map(
    (fault) => `${fault.rule}: ${expressionText(fault.expression)}`,
  );
}

function driversAt(module: string, place: string) {
  const { site, expression } = siteAt(module, place);
  const readable = readableSignals(tree(module));
  return wrongDrivers(site, expression, readable).map(
    (fault) => `${fault.rule}: ${expressionText(fault.expression)}`,
  );
}

describe('wrong conditions', () => {
  it('negate, stick and leave out operands', () => {
    expect(conditionsAt('small_top', 'wire high_step')).toEqual([
      'negated: !(step && !low_is_three)',
      "stuck at 0: 1'b0",
      "stuck at 1: 1'b1",
      'operand 1 of and left out: !low_is_three',
      'operand 2 of and left out: step',
    ]);
  });

  it('mistake a comparison', () => {
    expect(conditionsAt('small_counter', 'wire is_last')).toContain("== becomes !=: count_q != 2'd2");
  });

  it('reach the condition inside a value', () => {
    expect(conditionsAt('small_counter', 'count_q in counting')).toContain(
      "negated: !is_last ? count_q - count_q : count_q + 2'd1",
    );
  });

  it('take one arm of a case for the next', () => {
    expect(conditionsAt('small_top', 'case in phases')).toEqual([
      'arm 1 mistaken for the next: (phase_q == PHASE_A) ? PHASE_B : phase_q',
      'arm 2 mistaken for the next: (phase_q == PHASE_B) ? PHASE_A : phase_q',
    ]);
  });

  it('leave a wide value without condition alone', () => {
    expect(conditionsAt('small_counter', 'assign value')).toEqual([]);
  });
});

describe('wrong drivers', () => {
  it('invert, stick, miss by one and take other signals of equal width', () => {
    expect(driversAt('small_top', 'assign low')).toEqual([
      'inverted: ~low_value',
      "stuck at 0: 2'd0",
      "stuck at 1: ~2'd0",
      "one more: low_value + 2'd1",
      "one less: low_value - 2'd1",
      'high_value instead: high_value',
      'phase_q instead: phase_q',
    ]);
  });

  it('invert a reset value', () => {
    expect(driversAt('small_counter', 'reset value of count_q')).toEqual(["inverted: ~2'd0"]);
  });

  it('do not touch a condition', () => {
    expect(driversAt('small_counter', 'if in counting')).toEqual([]);
  });
});
