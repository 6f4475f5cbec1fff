// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { mergeCoverage, parseCoverage } from './coverage-points.ts';
import { changedSources, coverageSources, parseCoverageSources } from './coverage-sources.ts';
import { lcovOf, summarizeCoverage } from './summary.ts';

const line = (fields: Record<string, string | number>, count: number) =>
  `C '${Object.entries(fields)
    .map(([name, value]) => `\x01${name}\x02${value}`)
    .join('')}' ${count}`;
const header = '# SystemC::Coverage-3';
const block = { f: 'a.v', l: 17, n: 5, page: 'v_line/part', o: 'block', S: '17-18,20', h: 'TOP.part.u_one' };
const otherwise = { f: 'a.v', l: 19, n: 9, page: 'v_branch/part', o: 'else', h: 'TOP.part.u_one' };
const bit = { f: 'a.v', l: 3, n: 1, page: 'v_toggle/part', o: 'q[0]:0->1', h: 'TOP.part.u_one' };
const text = [header, line(block, 6), line(otherwise, 0), line(bit, 0), ''].join('\n');
const other = [header, line({ ...otherwise, h: 'TOP.part.u_two' }, 2), line(block, 1), ''].join('\n');

describe('coverage', () => {
  it('is read with its place, and lines that belong together', () => {
    expect(parseCoverage(text, 'one.dat')[0]).toEqual({
      kind: 'line',
      file: 'a.v',
      line: 17,
      subject: 'block',
      module: 'part',
      instance: 'part.u_one',
      lines: [17, 18, 20],
      count: 6,
    });
  });

  it('adds up over runs, and a line counts in whichever instance it was reached', () => {
    const merged = mergeCoverage([parseCoverage(text, 'one.dat'), parseCoverage(other, 'other.dat')]);
    expect(merged.map(({ instance, count }) => [instance, count])).toEqual([
      ['part.u_one', 7],
      ['part.u_one', 0],
      ['part.u_one', 0],
      ['part.u_two', 2],
    ]);
    const shares = summarizeCoverage(merged);
    expect(shares.map(({ kind, covered, total }) => [kind, covered, total])).toEqual([
      ['branch', 1, 1],
      ['line', 1, 1],
      ['toggle', 0, 1],
    ]);
    expect(shares[2]?.missing.map(({ subject }) => subject)).toEqual(['q[0]:0->1']);
  });

  it.each([
    ['core__pi1', 'core'],
    ['fifo__W8_D10', 'fifo'],
    ['fifo__Tz3', 'fifo'],
    ['my__module', 'my__module'],
    ['fifo__A', 'fifo__A'],
  ])('of %s is that of the module %s, whatever its parameters', (page, module) => {
    const [point] = parseCoverage(
      [header, line({ ...block, page: `v_line/${page}` }, 1)].join('\n'),
      'one.dat',
    );
    expect(point?.module).toBe(module);
  });

  it('knows the Verilog it is of', () => {
    const sources = [
      { name: 'a.v', digest: '12ab' },
      { name: '/b c.v', digest: '34cd' },
    ];
    const whole = text + coverageSources(sources);
    expect(parseCoverageSources(whole)).toEqual(sources);
    expect(parseCoverage(whole, 'one.dat')).toEqual(parseCoverage(text, 'one.dat'));
    expect(changedSources(sources, new Map([['a.v', '12ab']]))).toEqual([]);
    expect(changedSources(sources, new Map([['a.v', '56ef']]))).toEqual(['a.v']);
  });

  it('becomes lcov, without the toggles', () => {
    expect(lcovOf(parseCoverage(text, 'one.dat'))).toBe(
      [
        'TN:',
        'SF:a.v',
        'BRDA:19,0,0,0',
        'BRF:1',
        'BRH:0',
        'DA:17,6',
        'DA:18,6',
        'DA:19,0',
        'DA:20,6',
        'LF:4',
        'LH:3',
        'end_of_record',
        '',
      ].join('\n'),
    );
    expect(lcovOf(parseCoverage([header, line(bit, 1), ''].join('\n'), 'bit.dat'))).toBe('');
  });

  it.each([
    ['another file', 'something', "other.dat does not begin with '# SystemC::Coverage-3'"],
    ['a torn line', `${header}\nC 'abc`, "other.dat:2 is not a line of Verilator's coverage"],
    ['an unknown kind', `${header}\n${line({ ...bit, page: 'v_new/x' }, 1)}`, 'other.dat:2 names no kind'],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => parseCoverage(wrong, 'other.dat')).toThrow(message);
  });
});
