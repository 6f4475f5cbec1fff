// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import { createRandom } from '../../../sim/tasks/index.ts';
import { drawMutants, mutantsAt } from './draw-mutants.ts';
import { isFreeOfLoops, withMutant, withMutants } from './mutated-trees.ts';
import { mutantAt, smallDesign } from './small-design.test-support.ts';
import { verilogText } from './verilog-text.ts';

const trees = smallDesign();
const draw = (seed: number, count: number) => drawMutants(trees, count, createRandom(seed), () => true);
const summary = (mutants: ReturnType<typeof draw>) =>
  mutants.map(({ id, module, site, rule }) => `${id} ${module} ${site.index} ${rule}`);

describe('drawing mutants', () => {
  it('gives the same ones for the same seed, and others for another', () => {
    expect(summary(draw(1, 12))).toEqual(summary(draw(1, 12)));
    expect(summary(draw(1, 12))).not.toEqual(summary(draw(2, 12)));
  });

  it('draws from every module, and nothing twice', () => {
    const mutants = draw(3, 20);
    expect(new Set(mutants.map(({ module }) => module))).toEqual(new Set(['small_counter', 'small_top']));
    expect(new Set(mutants.map(({ module, site, rule }) => `${module} ${site.index} ${rule}`)).size).toBe(20);
    expect(mutants.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('draws again what cannot be built', () => {
    const mutants = drawMutants(trees, 10, createRandom(1), (drawn) => drawn.at(-1)!.kind === 'wrong driver');
    expect(new Set(mutants.map(({ kind }) => kind))).toEqual(new Set(['wrong driver']));
  });

  it('finds the same ones again by their places', () => {
    const mutants = draw(3, 20);
    const text = ({ id, module, after }: (typeof mutants)[number]) =>
      `${id} ${module} ${expressionText(after)}`;
    expect(mutantsAt(smallDesign(), mutants).map(text)).toEqual(mutants.map(text));
  });

  it('says so when a module has no further mutant', () => {
    expect(() => draw(1, 500)).toThrow(/has no further mutant; draw fewer/);
  });
});

describe('a design with mutants', () => {
  const mutant = mutantAt(trees, 'small_counter', 'wire is_last', (before) => before.not());

  it('chooses between what stood there and the mutant by an input of the top', () => {
    const [counter, top] = withMutants(trees, [mutant]).map(verilogText);
    expect(counter).toContain(
      "wire is_last = (small_top.mutant == 16'd1) ? !(count_q == 2'd2) : (count_q == 2'd2);",
    );
    expect(top).toContain('input  wire [15:0] mutant');
  });

  it('has the mutant for good where a proof needs it', () => {
    const [counter] = trees;
    expect(verilogText(withMutant(counter!, mutant))).toContain("wire is_last = !(count_q == 2'd2);");
  });

  it('is no design when a signal depends on itself', () => {
    const last = trees[0]!.items.find((item) => item.kind === 'wire')!.signal;
    const loop = mutantAt(trees, 'small_counter', 'wire is_last', () => last);
    expect(isFreeOfLoops(trees, [mutant])).toBe(true);
    expect(isFreeOfLoops(trees, [loop])).toBe(false);
  });
});
