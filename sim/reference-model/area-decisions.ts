// SPDX-License-Identifier: Apache-2.0

import { exists } from './area-entries.ts';
import type { AreaModel } from './area-model.ts';
import { bitAt } from './bit-vector.ts';
import { tagAcceptable } from './call-tags.ts';
import { levels, results } from './codes.ts';
import { type ControlArea, entryOfFlag, loadFlag } from './control-area.ts';
import { restartDeallocation, runToStore } from './deallocation.ts';
import { keepsBuffer, leavesElsewhere, mayReturnIn } from './held-calls.ts';
import { holds } from './holders.ts';

const inRange = ({ words, entries }: ControlArea): boolean => words[0]! >= 0 && words[0]! <= entries;

/** The result of indicating a message; changes nothing. Refusals in their order: not found, owner, not allocated, length, tag. */
export function decideIndication(
  area: AreaModel,
  party: number,
  level: number,
  entry: number,
  length: number,
  tag: number,
  kind: number,
): number {
  const { options, control, holders, tags, calls } = area;
  if (!exists(area, entry)) return results.ERR_NOT_FOUND;
  if (!options.hardened) return results.OK;
  const sends =
    bitAt(holders.received, entry) === 0 || (calls !== undefined && mayReturnIn(calls, party, kind, entry));
  if (!holds(holders, party, level, entry) || !sends) return results.ERR_OWNER;
  if (loadFlag(control, entry) !== 0) return results.ERR_NOT_ALLOCATED;
  if (length > options.bufferBytes) return results.ERR_LENGTH;
  const fits = calls === undefined || !leavesElsewhere(calls, party, level, kind, tag, entry);
  return fits && tagAcceptable(tags, party, kind, tag) ? results.OK : results.ERR_TAG;
}

/**
 * The result of freeing a buffer; changes nothing. Process 700 searches the buffer; then the reference must name the entry
 * found, the asker must hold it, and it must be allocated.
 *
 * @param takenBack the buffer is taken back from its party, whoever of it holds it
 */
export function decideDeallocation(
  area: AreaModel,
  party: number,
  level: number,
  entry: number,
  pointer: number,
  takenBack = false,
): number {
  const { control, second, holders, deallocation } = area;
  if (second !== undefined && !(inRange(control) && inRange(second))) return results.ERR_RANGE;
  let found = control;
  restartDeallocation(deallocation, pointer);
  runToStore(deallocation, control);
  if (deallocation.next === 0 && second !== undefined) {
    found = second;
    restartDeallocation(deallocation, pointer);
    runToStore(deallocation, second);
  }
  if (deallocation.next === 0) return deallocation.result;
  if (found.firstBit + entryOfFlag(deallocation.index) !== entry) return results.ERR_NOT_FOUND;
  if (!area.options.hardened) return results.OK;
  if (!takenBack && !holds(holders, party, level, entry)) return results.ERR_OWNER;
  return loadFlag(control, entry) === 0 ? results.OK : results.ERR_NOT_ALLOCATED;
}

/** The result of reaching a word of a buffer by command; changes nothing. */
export function decideAccess(area: AreaModel, party: number, entry: number, byteOffset: number): number {
  const { options, control, holders } = area;
  if (!exists(area, entry)) return results.ERR_NOT_FOUND;
  const held = holds(holders, party, levels.COMMAND, entry) && loadFlag(control, entry) === 0;
  if (options.hardened && !held) return results.ERR_OWNER;
  return byteOffset < options.bufferBytes ? results.OK : results.ERR_LENGTH;
}

/** The result of indicating a message in an inline slot, which only its tag can be wrong with; changes nothing. */
export function decideInline({ options, tags }: AreaModel, party: number, tag: number, kind: number): number {
  return !options.hardened || tagAcceptable(tags, party, kind, tag) ? results.OK : results.ERR_TAG;
}

/** Whether a buffer that may be freed stays with its call instead. */
export function isKept({ calls }: AreaModel, party: number, level: number, entry: number): boolean {
  return calls !== undefined && keepsBuffer(calls, party, level, entry);
}
