// SPDX-License-Identifier: Apache-2.0
import { answersNone } from '../configuration/index.ts';
import { addsMemory, isHardened } from './provisioned.ts';
import type { Sizes } from './sizes.ts';

/** Whether parties have commands besides their streams. */
export function hasCommands({ configuration }: Sizes): boolean {
  return configuration.levels === 'both';
}

/** Whether somebody asks an allocation circuit that has nothing on offer whether anything is left. */
export function asksWhatIsLeft(sizes: Sizes): boolean {
  return answersNone(sizes.configuration) || addsMemory(sizes);
}

/**
 * Whether holder, flag and length of each operation are checked. Circuits free and send nothing but buffers that they were given,
 * with as many bytes as they hold; only commands can be about anything.
 */
export function checksHolders(sizes: Sizes): boolean {
  return isHardened(sizes) && hasCommands(sizes);
}
