// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createDefinitions, type Definitions } from './definitions.ts';
import { locateSignals, type SignalRequest } from './located-signals.ts';
import { WaveformError } from './waveform-error.ts';

/** Definitions from `path=identifier:width` words. */
function definitionsOf(words: string): Definitions {
  const definitions = createDefinitions();
  for (const word of words.split(' ')) {
    const [, path = '', identifier = '', width = '1'] = /^(.*)=(\w+)(?::(\d+))?$/.exec(word)!;
    const scopes = path.split('.');
    const name = scopes.pop()!;
    for (const scope of scopes) definitions.openScope(scope);
    definitions.addVariable(identifier, Number(width), [{ name, range: undefined }]);
    for (const _scope of scopes) definitions.closeScope();
  }
  return definitions.finish('1ns');
}

const bench = definitionsOf(
  'tb.clk=c tb.data=d:8 tb.u_dut.clk=c tb.u_dut.data=e:8 tb.u_dut.u_in.state_q=s:3 tb.u_dut.u_out.state_q=t:3',
);

function failure(definitions: Definitions, request: SignalRequest): WaveformError {
  try {
    locateSignals(definitions, request);
  } catch (error) {
    return error as WaveformError;
  }
  throw new Error('nothing was thrown');
}

describe('locateSignals', () => {
  it('finds names in the outermost scope, widths, and the clock around them', () => {
    expect(locateSignals(bench, { names: ['data', 'u_in.state_q'] })).toEqual({
      scope: 'tb',
      clock: 'clk',
      signals: [
        { name: 'data', path: 'data', width: 8 },
        { name: 'u_in.state_q', path: 'u_dut.u_in.state_q', width: 3 },
      ],
    });
  });

  it('looks in a scope, and takes whole paths', () => {
    const inside = { scope: 'tb.u_dut', clock: 'clk' };
    const data = { path: 'data', width: 8 };
    expect(locateSignals(bench, { names: ['data'], scope: 'tb.u_dut' })).toEqual({
      ...inside,
      signals: [{ name: 'data', ...data }],
    });
    expect(locateSignals(bench, { names: ['tb.u_dut.data'] })).toEqual({
      ...inside,
      signals: [{ name: 'tb.u_dut.data', ...data }],
    });
  });

  it('takes a clock by name, the root as scope, and one wire under several names', () => {
    const flat = definitionsOf('a.tick=c b.x=x c.x=x clk=k');
    expect(locateSignals(flat, { names: ['x'], clock: 'tick' })).toEqual({
      scope: '',
      clock: 'a.tick',
      signals: [{ name: 'x', path: 'b.x', width: 1 }],
    });
    expect(locateSignals(flat, { names: ['x'] }).clock).toBe('clk');
  });

  it('refuses what is not there or not clear', () => {
    const ambiguous = failure(bench, { names: ['state_q'] });
    expect(ambiguous).toBeInstanceOf(WaveformError);
    expect(ambiguous.message).toMatch(
      /several signals 'state_q': tb\.u_dut\.u_in\.state_q, tb\.u_dut\.u_out\.state_q/,
    );
    expect(failure(bench, { names: ['dat'] }).message).toBe(
      "The waveform has no signal 'dat'. Is 'data' meant?",
    );
    expect(failure(bench, { names: ['data'], scope: 'tb.u' }).message).toContain("in scope 'tb.u'");
    expect(failure(bench, { names: ['data'], clock: 'tick' }).code).toBe('missing-signal');
    expect(failure(definitionsOf('a.x=x'), { names: ['x'] }).message).toContain('name the clock');
  });
});
