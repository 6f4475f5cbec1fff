// SPDX-License-Identifier: Apache-2.0

import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { CoveragePoint } from '../../sim/coverage/index.ts';
import { type Exception, isEnough, judgeCoverage } from './judge.ts';

const source = [
  'module part;',
  '  always @(posedge clk) begin : state_register',
  '    case (state_q)',
  '        STATE_WAIT: begin',
  '          if (answered) begin',
  '        STATE_WRITE: begin',
  '          if (answered) begin',
];

const point = (
  kind: CoveragePoint['kind'],
  line: number,
  subject: string,
  count: number,
  instance = 'top.u_part',
) => ({
  ...{ kind, file: '/somewhere/part.v', line, subject, module: 'part', instance, lines: [line], count },
});

const points = [
  point('line', 2, 'block', 4),
  point('branch', 5, 'if', 0, 'top.u_one'),
  point('branch', 5, 'if', 2, 'top.u_two'),
  point('branch', 5, 'else', 0),
  point('branch', 7, 'else', 3),
  point('toggle', 1, 'q[0]:0->1', 1),
  point('toggle', 1, 'q[1]:0->1', 0),
  point('toggle', 1, 'unused_q:0->1', 0),
];

const waits: Exception = {
  ...{ kind: 'branch', module: 'part', place: /STATE_WAIT \/ if \(answered\) begin \(else\)$/ },
  reason: 'it is answered at once',
};

const judge = (changes: { unreachable?: readonly Exception[]; constant?: boolean } = {}) =>
  judgeCoverage(points, {
    configuration: parseConfiguration({ parties: 'three' }),
    isConstant: (instance, signal, bit) =>
      changes.constant !== false && instance === 'top.u_part' && signal === 'q' && bit === 1,
    unmeasured: [{ kind: 'toggle', module: '.*', place: /^unused_/, reason: 'nothing reads it' }],
    unreachable: changes.unreachable ?? [waits],
    source: () => source,
  });

describe('judging coverage', () => {
  it('counts a place once, and leaves out what is constant, not measured or out of reach', () => {
    const judgement = judge();
    expect(judgement.shares.map(({ kind, covered, total, named }) => [kind, covered, total, named])).toEqual([
      ['line', 1, 1, 0],
      ['branch', 2, 2, 1],
      ['toggle', 1, 1, 0],
    ]);
    expect([...judgement.named]).toEqual([['it is answered at once', 1]]);
    expect(isEnough(judgement)).toBe(true);
  });

  it('names the place of what was missed', () => {
    const judgement = judge({ unreachable: [], constant: false });
    expect(judgement.shares.flatMap(({ missing }) => missing)).toEqual([
      'part.v:5 state_register / STATE_WAIT / if (answered) begin (else)',
      'part.v:1 q[1]:0->1',
    ]);
    expect(isEnough(judgement)).toBe(false);
  });

  it('objects to a reason for something that was reached', () => {
    const judgement = judge({
      unreachable: [waits, { ...waits, place: /STATE_WRITE/, reason: 'it is not' }],
    });
    expect(judgement.wrong).toEqual([
      'part.v:7 state_register / STATE_WRITE / if (answered) begin (else) (it is not)',
    ]);
    expect(isEnough(judgement)).toBe(false);
  });

  it('takes a reason for the designs alone that it is for', () => {
    expect(
      isEnough(judge({ unreachable: [{ ...waits, designs: ({ parties }) => parties === 'three' }] })),
    ).toBe(true);
    expect(
      isEnough(judge({ unreachable: [{ ...waits, designs: ({ parties }) => parties === 'two' }] })),
    ).toBe(false);
  });
});
