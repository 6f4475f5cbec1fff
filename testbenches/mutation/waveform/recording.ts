// SPDX-License-Identifier: Apache-2.0
import { parseVcd, type VcdDocument, vcdText } from './vcd-document.ts';

/** The values of a signal just before each rising edge of the clock: all binary digits, most significant first. */
export type Samples = readonly string[];

/** A waveform as samples. */
export interface Recording {
  /** Rising edges. */
  readonly cycles: number;
  /** @param signal path below the top */
  samples(signal: string): Samples;
  /** The text of the waveform with other samples for some signals. */
  textWith(changed: ReadonlyMap<string, Samples>): string;
}

/** Reads a waveform. @throws Error for a signal that is not in it */
export function readRecording(text: string, top: string, clock: string): Recording {
  const document = parseVcd(text);
  const variable = (signal: string) => {
    const path = [...document.variables.keys()].find((name) => `.${name}`.endsWith(`.${top}.${signal}`));
    if (path === undefined) throw new Error(`the waveform has no signal ${signal}`);
    return document.variables.get(path)!;
  };
  const edges = risingEdges(document, variable(clock).identifier);
  const known = new Map<string, Samples>();
  return {
    cycles: edges.length,
    samples: (signal) => {
      const samples = known.get(signal) ?? samplesOf(document, variable(signal), edges);
      known.set(signal, samples);
      return samples;
    },
    textWith: (changed) => {
      const samples = new Map([...changed].map(([signal, values]) => [variable(signal).identifier, values]));
      return vcdText(replaceSamples(document, samples, edges));
    },
  };
}

/** Positions in the list of time stamps at which the clock rises. */
function risingEdges({ times }: VcdDocument, clock: string): number[] {
  let level = 'x';
  return times.flatMap(({ changes }, index) => {
    const before = level;
    level = changes.findLast(({ identifier }) => identifier === clock)?.digits ?? level;
    return before === '0' && level === '1' ? [index] : [];
  });
}

function samplesOf(
  { times }: VcdDocument,
  { identifier, width }: { readonly identifier: string; readonly width: number },
  edges: readonly number[],
): string[] {
  const samples: string[] = [];
  let value = 'x'.repeat(width);
  let next = 0;
  for (const [index, { changes }] of times.entries()) {
    if (index === edges[next]) {
      samples.push(value);
      next += 1;
    }
    const digits = changes.findLast((change) => change.identifier === identifier)?.digits;
    if (digits !== undefined) value = extend(digits, width);
  }
  return samples;
}

/** A shorter value is filled with zeros, or with its first digit if that is X or Z. */
function extend(digits: string, width: number): string {
  const first = digits[0]!;
  return digits.padStart(width, first === '1' ? '0' : first);
}

/** Each sample is written at the edge before it: from there on it is what the next edge finds. */
function replaceSamples(
  document: VcdDocument,
  changed: ReadonlyMap<string, Samples>,
  edges: readonly number[],
): VcdDocument {
  const cycleAfter = new Map([[0, 0], ...edges.map((position, cycle) => [position, cycle + 1] as const)]);
  const times = document.times.map(({ time, changes }, index) => {
    const cycle = cycleAfter.get(index);
    const kept = changes.filter(({ identifier }) => !changed.has(identifier));
    const written = [...changed].flatMap(([identifier, samples]) => {
      const digits = cycle === undefined ? undefined : samples[cycle];
      return digits === undefined || (cycle !== 0 && digits === samples[cycle! - 1])
        ? []
        : [{ identifier, digits }];
    });
    return { time, changes: [...kept, ...written] };
  });
  return { ...document, times };
}
