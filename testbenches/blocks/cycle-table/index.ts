// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { buildGenerated } from '../../support/generated-model.ts';
import { callFormulas, measureCalls } from './gateway-call.ts';
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
  const direct = await buildGenerated({ ...presets['tiny-gateway'], path: 'direct' });
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
    ...measureCalls(gateway, 'gateway', callFormulas.temporary, [
      [1, 1],
      [1, 640],
      [8, 8],
      [128, 64],
      [640, 640],
    ]),
    ...measureCalls(direct, 'tiny-gateway, direct', callFormulas.direct, [
      [1, 1],
      [1, 16],
      [8, 8],
      [16, 5],
      [16, 16],
    ]),
  ];
}
