// SPDX-License-Identifier: Apache-2.0
import { describe } from './describe.ts';
import { DesignError } from './design-error.ts';
import type { Expression } from './expression.ts';
import type { Comparison } from './expression-node.ts';
import { bitsFor, type Size } from './size.ts';

/** Throws unless the index has exactly the bits needed to tell `count` elements apart. */
export function mustAddress(index: Expression, count: Size, role: string): void {
  if (typeof count !== 'number' && typeof index.width !== 'number') {
    return;
  }
  if (typeof count !== 'number') {
    throw new DesignError(
      `${role} is ${describe(index)}`,
      'where a parameter gives the number of elements, a parameter must give the width of the index',
    );
  }
  const needed = bitsFor(count);
  if (index.width !== needed) {
    throw new DesignError(
      `${role} is ${describe(index)}`,
      `it must have ${needed} bits to reach ${count} elements`,
    );
  }
}

/** Throws where comparing with a constant has the same outcome whatever the other side is. */
export function mustDepend(operator: Comparison, left: Expression, right: Expression): void {
  const extreme = (side: Expression, which: 'smallest' | 'largest'): boolean =>
    side.node.kind === 'literal' &&
    typeof side.width === 'number' &&
    side.node.value === (which === 'smallest' ? 0n : (1n << BigInt(side.width)) - 1n);
  const never =
    (operator === '<' && (extreme(right, 'smallest') || extreme(left, 'largest'))) ||
    (operator === '>' && (extreme(right, 'largest') || extreme(left, 'smallest')));
  const always =
    (operator === '<=' && (extreme(right, 'largest') || extreme(left, 'smallest'))) ||
    (operator === '>=' && (extreme(right, 'smallest') || extreme(left, 'largest')));
  if (never || always) {
    throw new DesignError(
      `${describe(left)} ${operator} ${describe(right)} is ${never ? 'never' : 'always'} true`,
      'leave the comparison out or choose another bound',
    );
  }
}

/** Throws unless the expression has exactly one bit. */
export function mustBeOneBit(expression: Expression, role: string): void {
  if (expression.width !== 1) {
    throw new DesignError(
      `${role} is ${describe(expression)}`,
      'it must have one bit; compare it or use any()',
    );
  }
}
