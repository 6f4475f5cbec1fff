// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelUsageError, SimulationError } from './errors.ts';
import { buildFixture } from './fixtures/build.ts';
import type { ModelLibrary } from './load-model.ts';
import type { Model } from './model.ts';
import { discoverVerilator } from './toolchain.ts';

let endings: ModelLibrary;
let loop: ModelLibrary;
let tellsFatal: boolean;
beforeAll(async () => {
  [endings, loop] = await Promise.all([buildFixture('endings'), buildFixture('loop')]);
  // Verilator 5.006 prints the same words for $fatal as for $error.
  tellsFatal = Number((await discoverVerilator()).version) >= 5.048;
}, 120_000);

function failure(run: () => void): SimulationError {
  try {
    run();
  } catch (error) {
    if (error instanceof SimulationError) return error;
    throw error;
  }
  throw new Error('The simulation went on.');
}

function stepWith(model: Model, how: number): void {
  model.port('how').value = how;
  model.settle();
  model.edge();
}

describe('a design that ends its simulation', () => {
  it.each([
    ['$stop', 1, 'stop', /endings\.v:\d+: \$stop$/],
    ['$error', 2, 'error', /endings\.v:\d+: .*error number 2$/],
    ['$fatal', 3, 'fatal', /endings\.v:\d+: .*fatal number 3$/],
    ['$finish', 4, 'finish', /endings\.v:\d+: \$finish$/],
    ['a bare assertion', 5, 'error', /endings\.v:\d+: .*bare_assertion.*'assert' failed/],
    ['an assertion with a text', 6, 'error', /endings\.v:\d+: .*assertion with a text$/],
  ] as const)('by %s is a typed error, and the process lives on', (_, how, kind, reason) => {
    const model = endings.create();
    stepWith(model, 0);
    stepWith(model, 7);
    const error = failure(() => stepWith(model, how));
    expect(error.kind).toBe(kind === 'fatal' && !tellsFatal ? 'error' : kind);
    expect(error.cycle).toBe(2);
    expect(error.reason).toMatch(reason);
    expect(error.reason).not.toMatch(/^\//);
    expect(error.message).toContain(`The simulation ended in cycle 2 (${error.kind}): ${error.reason}`);
    expect(error.output).toContain('a plain line\n');
    expect(model.cycles).toBe(2);
    for (const step of [() => model.settle(), () => model.edge()]) {
      expect(step).toThrow(ModelUsageError);
      expect(step).toThrow("The simulation of 'endings' ended in cycle 2");
    }
    model.dispose();
    const next = endings.create();
    for (let cycle = 0; cycle < 3; cycle += 1) stepWith(next, 0);
    expect(next.cycles).toBe(3);
    next.dispose();
  });

  it('runs its final blocks at $finish, but not after an error', () => {
    const finished = endings.create();
    stepWith(finished, 0);
    failure(() => stepWith(finished, 4));
    expect(finished.output).toContain('final block, last is 4');
    finished.dispose();
    expect(finished.output.match(/final block/g)).toHaveLength(1);
    const failed = endings.create();
    stepWith(failed, 0);
    failure(() => stepWith(failed, 2));
    failed.dispose();
    expect(failed.output).not.toContain('final block');
  });

  it('runs its final blocks on disposal, and their failure is an error', () => {
    const model = endings.create();
    stepWith(model, 3 - 3);
    model.dispose();
    expect(model.output).toBe('final block, last is 0\n');
    const failing = endings.create();
    stepWith(failing, 9);
    expect(failure(() => failing.dispose()).reason).toContain('final block fails');
    failing.dispose();
    expect(() => failing.settle()).toThrow('was disposed of');
  });

  it('does not converge: an error of its own kind', () => {
    const model = loop.create();
    model.settle();
    model.edge();
    model.port('enable').value = 1;
    const error = failure(() => model.settle());
    expect(error.kind).toBe('convergence');
    expect(error.cycle).toBe(1);
    expect(error.reason).toContain('did not converge');
    expect(error.reason).toContain('UNOPTFLAT names the signals on the way');
    expect(() => model.settle()).toThrow(ModelUsageError);
    model.dispose();
  });

  it('keeps the output of two models apart, and warnings end nothing', () => {
    const one = endings.create();
    const other = endings.create();
    stepWith(one, 7);
    stepWith(other, 8);
    stepWith(one, 7);
    expect(one.output).toBe('a plain line\na plain line\n');
    expect(other.output).toContain('only a warning');
    expect(other.output).not.toContain('a plain line');
    one.dispose();
    other.dispose();
  });

  it('forgets old output before it fills the memory', () => {
    const model = endings.create();
    const line = 'a plain line\n';
    for (let cycle = 0; cycle < 200_000; cycle += 1) stepWith(model, 7);
    const { output } = model;
    expect(output.length).toBeLessThan(2 ** 21 + 100);
    expect(output.startsWith('[earlier output dropped]\n')).toBe(true);
    expect(output.endsWith(line)).toBe(true);
    expect(failure(() => stepWith(model, 2)).reason).toMatch(/error number 2$/);
    model.dispose();
  });
});
