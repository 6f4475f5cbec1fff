// SPDX-License-Identifier: Apache-2.0

export {
  type Allocation,
  beginAllocation,
  restartAllocation,
  runToSwap,
  stepAllocation,
} from './allocation.ts';
export {
  applyAllocation,
  applyDeallocation,
  applyDetection,
  applyIndication,
  applyInline,
} from './area-changes.ts';
export {
  decideAccess,
  decideDeallocation,
  decideIndication,
  decideInline,
  isKept,
} from './area-decisions.ts';
export { describeHolder, noteOwned, pointerOf } from './area-entries.ts';
export { type AreaModel, type AreaOptions, createAreaModel, resetAreaModel } from './area-model.ts';
export { countFree, mayAllocate, mayGrow, usableBits } from './area-supply.ts';
export {
  type BitVector,
  bitAt,
  bitsBelow,
  countOnes,
  countOnesBelow,
  createBitVector,
  lowestOne,
  onesOfWord,
  setBit,
} from './bit-vector.ts';
export {
  type BlockRegisters,
  createBlockRegisters,
  misuses,
  type RegisterAccess,
} from './block-registers.ts';
export { type BufferMemory, createBufferMemory } from './buffer-memory.ts';
export { answersCall } from './call-tags.ts';
export {
  accesses,
  accessName,
  kindName,
  kinds,
  levelName,
  levels,
  operationName,
  operations,
  parties,
  partyName,
  resultName,
  results,
} from './codes.ts';
export { type ControlArea, entryOfFlag, loadFlag, storeFlag, storePointer } from './control-area.ts';
export {
  awaitsReturn,
  type HeldCalls,
  keptBuffer,
  noteKept,
  reusesBuffer,
} from './held-calls.ts';
export {
  beginInitialization,
  type Initialization,
  runToEntry,
  stepInitialization,
} from './initialization.ts';
export { freeSlot, type InlineSlots, isSlot, slotNumber } from './inline-slots.ts';
export { createInterruptModel, type InterruptModel } from './interrupts.ts';
export {
  advanceLink,
  answersCall as answersCallOfLink,
  callToFail,
  createLinkModel,
  isLost,
  resetLinkModel,
} from './link.ts';
export {
  advanceReclaim,
  createReclaimModel,
  mayRun,
  noteBelongings,
  type ReclaimModel,
  reclaimPhases,
  resetReclaimModel,
} from './reclaim.ts';
export type { Reference } from './reference-queue.ts';
export {
  createRegisterBank,
  type RegisterAnswer,
  type RegisterBank,
  type RegisterDescription,
  type Setting,
} from './register-bank.ts';
export {
  forgetAll,
  lengthMask,
  strobeMask,
  type WordMemory,
  writeWord,
} from './word-memory.ts';
