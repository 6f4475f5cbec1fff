// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { type Design, readFileList } from '../../sim/harness/index.ts';

const projectFolder = join(import.meta.dirname, '..', '..');
const queueFile = join(import.meta.dirname, 'designs', 'fifo.v');

/** The designs that are measured, from tiny to the product. */
export const designNames = ['fifo', 'bank', 'gateway'] as const;
export type DesignName = (typeof designNames)[number];

/** Queues of the bank. */
export const bankQueues = 64;

/** What comes out of the queues for `data`: data * scale + offset, modulo 2^32. */
export const queueArithmetic = {
  fifo: { scale: 1, offset: 0 },
  bank: { scale: bankQueues, offset: (bankQueues * (bankQueues - 1)) / 2 },
} as const;

/** The design of a name, as a harness builds it: ports only, nothing else visible. */
export async function designOf(name: DesignName): Promise<Design> {
  if (name === 'fifo') return { top: 'fifo', files: [queueFile] };
  if (name === 'bank') {
    const bank = join(import.meta.dirname, 'designs', 'bank.v');
    return {
      top: 'bank',
      files: [bank, queueFile],
      parameters: { QUEUES: bankQueues },
      ignoredWarnings: ['WIDTHEXPAND', 'WIDTHTRUNC'],
    };
  }
  const files = await readFileList(join(projectFolder, 'rtl', 'gateway', 'files.f'));
  return { top: 'baton_gateway', files };
}
