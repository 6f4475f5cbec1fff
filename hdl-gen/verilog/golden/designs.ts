// SPDX-License-Identifier: Apache-2.0
import { branches } from './design-branches.ts';
import { cases } from './design-cases.ts';
import { comments } from './design-comments.ts';
import { declarations } from './design-declarations.ts';
import { instances } from './design-instances.ts';
import { longExpressions } from './design-long-expressions.ts';
import { memoryOfLanes, memoryOfParameters, memoryOfWords } from './design-memories.ts';
import { operators } from './design-operators.ts';
import { parameters } from './design-parameters.ts';
import { ports } from './design-ports.ts';

/** One small design for each feature of the language; its text is a file beside this one. */
export const designs = [
  branches,
  cases,
  comments,
  declarations,
  instances,
  longExpressions,
  memoryOfLanes,
  memoryOfParameters,
  memoryOfWords,
  operators,
  parameters,
  ports,
];
