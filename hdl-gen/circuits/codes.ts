// SPDX-License-Identifier: Apache-2.0
import type { Expression, ModuleBuilder } from '../language/index.ts';
import type { Sizes } from './sizes.ts';

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

/** What each result means, for whoever reads a register. */
export const resultMeanings: Readonly<Record<keyof typeof resultCodes, string>> = {
  OK: 'done',
  NONE: 'allocate: no buffer is free; detect: no message waits',
  ERR_RANGE: 'the control area is wrong: its A[0] is not a number of entries',
  ERR_NOT_FOUND: 'the reference names no buffer',
  ERR_NOT_ALLOCATED: 'the buffer is free',
  ERR_OWNER: 'somebody else holds the buffer, or it was received and may only be freed',
  ERR_TAG:
    'no such tag, a call whose tag waits for a return, a return that nobody waits for, or a kind that the party may not send',
  ERR_LENGTH: 'longer than a buffer, or behind the end of one',
};

export const resultBits = 4;

/** Operations of the command level and of the control port. */
export const operations = { ALLOCATE: 0, INDICATE: 1, DETECT: 2, DEALLOCATE: 3 } as const;

export const operationBits = 2;

/** Kinds of message; a notice expects no return. A failure stands for a return that a broken link or a dead party cannot bring. */
export const messageKinds = { NOTICE: 0, CALL: 1, RETURN: 2, FAILURE: 3 } as const;

export const kindMeanings: Readonly<Record<keyof typeof messageKinds, string>> = {
  NOTICE: 'nobody answers it',
  CALL: 'its tag is in use until its return',
  RETURN: 'ends the call with its tag',
  FAILURE: 'ends the call with its tag, which nobody will answer',
};

export const kindBits = 2;

/** Whether a call may be answered with a failure, because its far end, or a dead party, cannot answer it. */
export function mayFail({ configuration }: Sizes): boolean {
  return configuration.server === 'remote' || configuration.reclaim;
}

/** The kinds that a design has, for the meanings of its ports. */
export function kindsInWords(sizes: Sizes): string {
  return `0 notice, 1 call, 2 return${mayFail(sizes) ? ', 3 failure' : ''}`;
}

/** Operations of the atomic swap unit. */
export const atomicOperations = { LOAD: 0, STORE: 1, SWAP: 2 } as const;

export const atomicBits = 2;

export type ResultName = keyof typeof resultCodes;
export type OperationName = keyof typeof operations;

/** `RESULT_...`: the constant of a result in the module being described. */
export function resultCode(m: ModuleBuilder, name: ResultName): Expression {
  return m.sharedConstant(`RESULT_${name}`, resultBits, resultCodes[name]);
}

/** `OPERATION_...` */
export function operation(m: ModuleBuilder, name: OperationName): Expression {
  return m.sharedConstant(`OPERATION_${name}`, operationBits, operations[name]);
}

/** `KIND_...` */
export function messageKind(m: ModuleBuilder, name: keyof typeof messageKinds): Expression {
  return m.sharedConstant(`KIND_${name}`, kindBits, messageKinds[name]);
}

/** `ATOMIC_...` */
export function atomicOperation(m: ModuleBuilder, name: keyof typeof atomicOperations): Expression {
  return m.sharedConstant(`ATOMIC_${name}`, atomicBits, atomicOperations[name]);
}
