// SPDX-License-Identifier: Apache-2.0

/** A word as a shell takes it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that runs a verb with these arguments in the folder of the project. */
export function batonCommand(verb: string, words: readonly string[]): string {
  return ['npx baton', verb, ...words.map(quote)].join(' ');
}
