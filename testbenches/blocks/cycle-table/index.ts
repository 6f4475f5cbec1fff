// SPDX-License-Identifier: Apache-2.0
import { buildGenerated } from '../../support/generated-model.ts';
import { measureCalls } from './gateway-call.ts';
import { measureMessages, measureThroughput } from './messages.ts';
import { measureIndication, measureOperations, measureScan } from './operations.ts';
import type { CycleRow } from './row.ts';
import { measureSwapUnit } from './swap-unit.ts';

export type { CycleRow } from './row.ts';

/** Builds the presets and measures every row of the table. Cycles are deterministic: every run gives the same numbers. */
export async function measureCycleTable(): Promise<CycleRow[]> {
  const channel = await buildGenerated({ parties: 'two' });
  const gateway = await buildGenerated({ parties: 'three' });
  const scanning = await buildGenerated({ parties: 'two', allocator: 'scan' });
  const inChannel = { preset: 'channel', first: 'first', second: 'second' };
  const inGateway = { preset: 'gateway', first: 'client', second: undefined };
  return [
    ...(await measureSwapUnit({ parties: 'two' }, 'channel')),
    ...measureOperations(channel, inChannel),
    ...measureOperations(gateway, inGateway),
    ...measureScan(scanning, { ...inChannel, preset: 'channel, scan' }),
    ...measureIndication(channel, inChannel),
    ...measureMessages(channel, 'channel'),
    ...measureThroughput(channel, 'channel'),
    ...measureCalls(gateway, 'gateway'),
  ];
}
