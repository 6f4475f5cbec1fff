// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from './schema.ts';

/** Whether an allocation that finds nothing may be answered so at once, by command or to give a message up. */
export function answersNone({ levels, noBuffer }: Pick<Configuration, 'levels' | 'noBuffer'>): boolean {
  return levels === 'both' || noBuffer === 'abort';
}
