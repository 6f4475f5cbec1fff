// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';
import type { PortRole } from './common-registers.ts';
import { managerBlock } from './manager-block.ts';
import { partyBlock } from './party-block.ts';
import type { AddressBlock } from './register-model.ts';

/** Who uses a block, with the part each plays; a far end has no port of its own. */
export function usersOf({ parties, server }: Configuration): readonly {
  readonly name: string;
  readonly role: Exclude<PortRole, 'MANAGER'>;
}[] {
  if (parties === 'two') {
    return [
      { name: 'first', role: 'REQUESTS' },
      { name: 'second', role: 'RETURNS' },
    ];
  }
  const client = { name: 'client', role: 'REQUESTS' } as const;
  return server === 'remote' ? [client] : [client, { name: 'server', role: 'RETURNS' }];
}

/** What each bus port of a design reaches; none without a bus. The single source of every register's name, place and meaning. */
export function addressBlocks(configuration: Configuration): readonly AddressBlock[] {
  if (configuration.bus === 'native') return [];
  return [
    ...usersOf(configuration).map(({ name, role }) => partyBlock(configuration, name, role)),
    managerBlock(configuration),
  ];
}
