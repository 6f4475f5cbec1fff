// SPDX-License-Identifier: Apache-2.0

/** The two parties of an area: the first sends requests, the second sends returns. */
export const parties = ['first', 'second'] as const;

export type Party = (typeof parties)[number];

export function otherParty(party: Party): Party {
  return party === 'first' ? 'second' : 'first';
}
