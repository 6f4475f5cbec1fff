// SPDX-License-Identifier: Apache-2.0

/** One value change: the digits of the value, most significant first, without leading digits that repeat. */
interface Change {
  readonly identifier: string;
  readonly digits: string;
}

/** A VCD as a list of changes that can be exchanged, written by a simulator with one clock. */
export interface VcdDocument {
  /** Everything up to the end of the definitions. */
  readonly header: string;
  /** Identifier and width in bits of each variable, by its path. */
  readonly variables: ReadonlyMap<string, { readonly identifier: string; readonly width: number }>;
  /** Time stamps in order. */
  readonly times: readonly { readonly time: number; readonly changes: readonly Change[] }[];
}

/** Reads the form that simulators write: one declaration or change in a line. */
export function parseVcd(text: string): VcdDocument {
  const end = text.indexOf('\n', text.indexOf('$enddefinitions')) + 1;
  const header = text.slice(0, end);
  const variables = new Map<string, { identifier: string; width: number }>();
  const scope: string[] = [];
  for (const line of header.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '$scope') scope.push(words[2]!);
    if (words[0] === '$upscope') scope.pop();
    if (words[0] === '$var') {
      variables.set([...scope, words[4]].join('.'), { identifier: words[3]!, width: Number(words[2]) });
    }
  }
  const times: { time: number; changes: Change[] }[] = [];
  for (const line of text.slice(end).split('\n')) {
    if (line.startsWith('#')) times.push({ time: Number(line.slice(1)), changes: [] });
    else if (/^b/i.test(line)) {
      const [digits, identifier] = line.slice(1).split(' ') as [string, string];
      times.at(-1)!.changes.push({ identifier, digits });
    } else if (/^[01xz]/i.test(line)) {
      times.at(-1)!.changes.push({ identifier: line.slice(1), digits: line[0]! });
    }
  }
  return { header, variables, times };
}

/** The text of a document. */
export function vcdText({ header, variables, times }: VcdDocument): string {
  const widths = new Map([...variables.values()].map(({ identifier, width }) => [identifier, width]));
  const lines = times.flatMap(({ time, changes }) => [
    `#${time}`,
    ...changes.map(({ identifier, digits }) =>
      widths.get(identifier) === 1 ? `${digits}${identifier}` : `b${digits} ${identifier}`,
    ),
  ]);
  return `${header}${lines.join('\n')}\n`;
}
