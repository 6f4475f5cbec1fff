// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createDefinitions } from './definitions.ts';
import { WaveformError } from './waveform-error.ts';

describe('definitions', () => {
  it('have paths of scopes and names', () => {
    const definitions = createDefinitions();
    definitions.openScope('tb');
    definitions.openScope('');
    definitions.openScope('\\dut ');
    definitions.addVariable('1', 8, [{ name: 'data', range: undefined }]);
    expect([1, 2, 3].map(() => definitions.closeScope())).toEqual([true, true, true]);
    expect(definitions.closeScope()).toBe(false);
    const { scopes, variables, timescale } = definitions.finish('1ns');
    expect([...scopes.keys()]).toEqual(['tb', 'tb.dut']);
    expect([...variables.keys()]).toEqual(['tb.dut.data']);
    expect(timescale).toBe('1ns');
  });

  it('are refused when scopes lie in each other without end', () => {
    const definitions = createDefinitions();
    const nest = () => {
      for (;;) definitions.openScope('scope');
    };
    expect(nest).toThrow(WaveformError);
    expect(nest).toThrow(/a name of \d+ characters with its scopes, 'scope\.scope.*'; up to 4096 are read/);
  });

  it('are refused when they would take all memory', () => {
    const definitions = createDefinitions();
    const name = 'x'.repeat(4000);
    const repeat = () => {
      for (;;) definitions.addVariable('1', 1, [{ name, range: undefined }]);
    };
    expect(repeat).toThrow(/defines more than \d+ scopes and signals.*record only the design/);
  });
});
