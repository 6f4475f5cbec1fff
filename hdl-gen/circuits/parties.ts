// SPDX-License-Identifier: Apache-2.0

/** The two parties of an area: the first sends requests, the second sends returns. */
export const parties = ['first', 'second'] as const;

export type Party = (typeof parties)[number];

/** Something for each of the two. */
export type Both<Value> = Readonly<Record<Party, Value>>;

/** Makes it for the first party, then for the second. */
export function both<Value>(make: (party: Party) => Value): Both<Value> {
  const first = make('first');
  return { first, second: make('second') };
}

export function otherParty(party: Party): Party {
  return party === 'first' ? 'second' : 'first';
}
