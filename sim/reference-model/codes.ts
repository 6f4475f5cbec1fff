// SPDX-License-Identifier: Apache-2.0

/** Results of the operations on a control area, by the numbers the hardware gives. */
export const results = {
  OK: 0,
  NONE: 1,
  ERR_RANGE: 2,
  ERR_NOT_FOUND: 3,
  ERR_NOT_ALLOCATED: 4,
  ERR_OWNER: 5,
  ERR_TAG: 6,
  ERR_LENGTH: 7,
} as const;

/** Operations of a party on its area. */
export const operations = { ALLOCATE: 0, INDICATE: 1, DETECT: 2, DEALLOCATE: 3 } as const;

/** Kinds of message; a notice expects no return. A failure stands for a return that a broken link cannot bring. */
export const kinds = { NOTICE: 0, CALL: 1, RETURN: 2, FAILURE: 3 } as const;

/** Accesses to one flag. */
export const accesses = { LOAD: 0, STORE: 1, SWAP: 2 } as const;

/** The two parties of an area: the first sends requests, the second returns. */
export const parties = { FIRST: 0, SECOND: 1 } as const;

/** Who acts for a party. */
export const levels = { COMMAND: 0, CIRCUITS: 1 } as const;

function nameIn(table: Readonly<Record<string, number>>, what: string): (code: number) => string {
  const names = new Map(Object.entries(table).map(([name, code]) => [code, name]));
  return (code) => names.get(code) ?? `unknown ${what} ${code}`;
}

/** The name of a number, for people; a number outside the table is named as unknown. */
export const resultName = nameIn(results, 'result');
export const operationName = nameIn(operations, 'operation');
export const kindName = nameIn(kinds, 'kind');
export const accessName = nameIn(accesses, 'access');
export const partyName = (party: number): string => (party === parties.FIRST ? 'first' : 'second');
export const levelName = (level: number): string => (level === levels.CIRCUITS ? 'circuits' : 'command');
