// SPDX-License-Identifier: Apache-2.0
import { describe } from '../describe.ts';
import { DesignError } from '../design-error.ts';
import type { Expression } from '../expression.ts';
import { mustAddress, mustBeOneBit } from '../expression-checks.ts';
import type { MemoryBlock } from '../module-tree.ts';
import { mustBeSize, type Size, sameSize, sizeText, times } from '../size.ts';

/** The ports of a memory fit its words, lanes and depth. */
export function checkMemory({ name, depth, laneCount, laneWidth, write, read }: MemoryBlock): void {
  mustBeSize(depth, `depth of memory ${name}`);
  mustBeSize(laneCount, `number of lanes of memory ${name}`);
  mustBeSize(laneWidth, `lane width of memory ${name}`);
  mustBeOneBit(write.enable, 'write enable');
  mustBeOneBit(read.enable, 'read enable');
  mustAddress(write.address, depth, `write address of memory ${name}`);
  mustAddress(read.address, depth, `read address of memory ${name}`);
  const word = times(laneCount, laneWidth);
  mustHaveWidth(write.data, word, `write data of memory ${name}`);
  mustHaveWidth(read.data, word, `read data of memory ${name}`);
  mustHaveWidth(write.lanes, laneCount, `write lanes of memory ${name}`);
  for (const part of [write.lanes, write.data]) {
    if (laneCount !== 1 && part.node.kind !== 'name') {
      throw new DesignError(
        `memory ${name} takes lanes of ${describe(part)}`,
        'give the expression a name with wire() first',
      );
    }
  }
}

function mustHaveWidth(expression: Expression, width: Size, role: string): void {
  if (!sameSize(expression.width, width)) {
    throw new DesignError(`${role} is ${describe(expression)}`, `it must have ${sizeText(width)} bits`);
  }
}
