// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { literal } from '../../../hdl-gen/language/index.ts';
import { describeWithTool } from '../../support/optional-tool.ts';
import { mutantAt, smallDesign } from '../mutants/small-design.test-support.ts';
import { enclosingModules, parameterSets } from './enclosing-modules.ts';
import { proveEquivalent } from './prove-equivalent.ts';

const trees = smallDesign();

describe('the modules around a mutant', () => {
  it('are those that contain every instance of its module', () => {
    expect(enclosingModules(trees, 'small_counter')).toEqual(['small_counter', 'small_top']);
    expect(enclosingModules(trees, 'small_top')).toEqual(['small_top']);
  });

  it('have one set of parameters where they have none', () => {
    expect(parameterSets(trees, 'small_counter')).toEqual([{}]);
  });
});

describeWithTool('yosys', 'a proof', (yosys) => {
  it('finds what can never be reached', async () => {
    // The count is 3 in neither case.
    const mutant = mutantAt(trees, 'small_counter', 'assign is_three', () => literal(0, 1));
    const proof = await proveEquivalent(yosys, trees, mutant);
    expect(proof).toEqual({ verdict: 'equivalent', comparedAt: 'small_counter, unreachable' });
  });

  it('finds what makes another value and yet no difference', async () => {
    // The second counter stands still as the first one does.
    const mutant = mutantAt(trees, 'small_top', 'assign high', () => {
      const low = trees[1]!.items.find((item) => item.kind === 'wire' && item.signal.name === 'low_value');
      if (low?.kind !== 'wire') throw new Error('the small design has no wire low_value');
      return low.signal;
    });
    expect((await proveEquivalent(yosys, trees, mutant)).verdict).toBe('equivalent');
  });

  it.each([
    ['small_counter', 'wire is_last'],
    ['small_top', 'wire high_step'],
  ])('never holds for a mutant that makes a difference: %s, %s', async (module, place) => {
    const mutant = mutantAt(trees, module, place, (before) => before.not());
    expect(await proveEquivalent(yosys, trees, mutant)).toEqual({
      verdict: 'different',
      comparedAt: 'small_top',
    });
  });

  it('finds a reset value that is overwritten before it counts', async () => {
    const mutant = mutantAt(trees, 'small_top', 'reset value of sample_q', (before) => before.not());
    const proof = await proveEquivalent(yosys, trees, mutant);
    expect(proof).toEqual({ verdict: 'equivalent', comparedAt: 'small_top, overwritten' });
  });

  it('never holds for a wrong reset value', async () => {
    const mutant = mutantAt(trees, 'small_counter', 'reset value of count_q', (before) => before.not());
    expect((await proveEquivalent(yosys, trees, mutant)).verdict).toBe('different');
  });

  it('that cannot run says what Yosys said', async () => {
    const mutant = mutantAt(trees, 'small_counter', 'wire is_last', (before) => before.not());
    await expect(proveEquivalent('false', trees, mutant)).rejects.toThrow(
      /The proof did not run \(false proof.ys/,
    );
  });
});
