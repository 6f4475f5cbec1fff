// SPDX-License-Identifier: Apache-2.0
import type { Expression } from './expression.ts';
import { sizeText } from './size.ts';

/** Names an expression for a message: its name where it has one, and its width. */
export function describe(expression: Expression): string {
  return `${nameOf(expression)} (${sizeText(expression.width)} ${expression.width === 1 ? 'bit' : 'bits'})`;
}

function nameOf({ node }: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'literal':
      return `literal ${node.value}`;
    case 'slice':
      return `${nameOf(node.operand)}[${node.high}:${node.low}]`;
    case 'index':
      return `a bit of ${nameOf(node.operand)}`;
    case 'arithmetic':
      return { '+': 'a sum', '-': 'a difference', '*': 'a product' }[node.operator];
    case 'compare':
      return 'a comparison';
    case 'reduce':
      return 'a reduction';
    case 'choose':
      return 'a choice';
    case 'concat':
      return 'a concatenation';
    case 'replicate':
      return 'a replication';
    case 'not':
      return 'an inversion';
    case 'bitwise':
      return { '&': 'an and', '|': 'an or', '^': 'an xor' }[node.operator];
  }
}

/** `a wire`, `an input`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
