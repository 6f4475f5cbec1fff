// SPDX-License-Identifier: Apache-2.0
import { type Expression, literal } from '../language/index.ts';

/** Result codes, the same in hardware, reference model and documents. Requirements digest of the figures: steps in comments. */
export const resultCodes = {
  OK: 0, // 618, 718
  NONE: 1, // 610 of process 600
  ERR_RANGE: 2, // 606, 706
  ERR_NOT_FOUND: 3, // 710 of process 700
  ERR_NOT_ALLOCATED: 4,
  ERR_OWNER: 5,
  ERR_TAG: 6,
  ERR_LENGTH: 7,
} as const;

export const resultBits = 4;

/** Operations of the command level and of the control port. */
export const operations = { ALLOCATE: 0, INDICATE: 1, DETECT: 2, DEALLOCATE: 3 } as const;

export const operationBits = 2;

/** Kinds of message; a notice expects no return. */
export const messageKinds = { NOTICE: 0, CALL: 1, RETURN: 2 } as const;

export const kindBits = 2;

/** Operations of the atomic swap unit. */
export const atomicOperations = { LOAD: 0, STORE: 1, SWAP: 2 } as const;

export const atomicBits = 2;

export type ResultName = keyof typeof resultCodes;
export type OperationName = keyof typeof operations;

export function resultCode(name: ResultName): Expression {
  return literal(resultCodes[name], resultBits);
}

export function operation(name: OperationName): Expression {
  return literal(operations[name], operationBits);
}

export function messageKind(name: keyof typeof messageKinds): Expression {
  return literal(messageKinds[name], kindBits);
}

export function atomicOperation(name: keyof typeof atomicOperations): Expression {
  return literal(atomicOperations[name], atomicBits);
}
