// SPDX-License-Identifier: Apache-2.0
import { withArticle } from '../describe.ts';
import { DesignError } from '../design-error.ts';
import type { Expression } from '../expression.ts';
import type { Signal } from '../signal.ts';
import { type Statement, targetSignal } from '../statement.ts';
import { assignedSignals, bodiesOf, expressionsReadBy, signalsRead } from '../traversal.ts';
import { type Bit, bitsOf, coversAll, overlap } from './target-bits.ts';

/** A clocked block sets something, and sets no bit twice on one path: the last of two would win unseen. */
export function checkClockedBlock(name: string, statements: readonly Statement[]): void {
  if (assignedSignals(statements).length === 0) {
    throw new DesignError(`clocked block ${name}`, 'it sets nothing; remove it');
  }
  setOncePerPath(statements, new Map(), name);
}

/** A combinational block sets variables only, all of each in its defaults, and depends on something. */
export function checkCombinationalBlock(
  name: string,
  defaults: readonly Statement[],
  statements: readonly Statement[],
): void {
  const where = `in the combinational block ${name}`;
  const targets = assignedSignals([...defaults, ...statements]);
  const set = new Map<Signal, Set<Bit>>();
  for (const statement of defaults) {
    if (statement.kind !== 'set') {
      throw new DesignError(
        `condition among the defaults ${where}`,
        'defaults only set; move it to the body',
      );
    }
    for (const source of signalsRead(...expressionsReadBy([statement]))) {
      if (targets.includes(source) && !coversAll(source, set.get(source))) {
        throw new DesignError(`${source.name} is read before it is set ${where}`, 'set it first');
      }
    }
    const signal = targetSignal(statement.target);
    const bits = statement.target.node.kind === 'index' ? [] : bitsOf(statement.target);
    set.set(signal, new Set([...(set.get(signal) ?? []), ...bits]));
  }
  for (const signal of targets) {
    if (signal.role !== 'variable') {
      throw new DesignError(
        `set ${signal.name} ${where}`,
        `it is ${withArticle(signal.role)}; only variables are set there`,
      );
    }
    if (!coversAll(signal, set.get(signal))) {
      const has = set.has(signal) ? 'has a default only in part' : 'has no default';
      throw new DesignError(
        `${signal.name} ${has} ${where}`,
        'set all of it in the defaults, or a latch results',
      );
    }
  }
  const sources = [...signalsRead(...expressionsReadBy([...defaults, ...statements]))];
  if (!sources.some((source) => source.role !== 'constant' && !set.has(source))) {
    throw new DesignError(
      `combinational block ${name} reads nothing that changes`,
      'simulators would never run it; use constants or an assignment',
    );
  }
}

/** Returns the targets that the statements set on any path, with those set before them. */
function setOncePerPath(
  statements: readonly Statement[],
  before: ReadonlyMap<Signal, readonly Expression[]>,
  block: string,
): Map<Signal, readonly Expression[]> {
  const set = new Map(before);
  const add = (others: ReadonlyMap<Signal, readonly Expression[]>): void => {
    for (const [signal, targets] of others) {
      set.set(signal, [...new Set([...(set.get(signal) ?? []), ...targets])]);
    }
  };
  for (const statement of statements) {
    if (statement.kind === 'set') {
      const signal = targetSignal(statement.target);
      if ((set.get(signal) ?? []).some((earlier) => overlap(earlier, statement.target))) {
        throw new DesignError(
          `${signal.name} is set twice on one path of the clocked block ${block}`,
          'set it once on each path',
        );
      }
      add(new Map([[signal, [statement.target]]]));
      continue;
    }
    const start = new Map(set);
    for (const body of bodiesOf(statement)) {
      add(setOncePerPath(body, start, block));
    }
  }
  return set;
}
