// SPDX-License-Identifier: Apache-2.0

/** The first place at which two transcripts differ. */
export interface TranscriptDifference {
  /** Number of the line, from 1. */
  readonly line: number;
  /** The lines that both have before it, at most five. */
  readonly before: readonly string[];
  /** Undefined where a transcript has ended. */
  readonly harness: string | undefined;
  readonly cocotb: string | undefined;
}

/** @returns undefined when the two are equal */
export function compareTranscripts(
  harness: readonly string[],
  cocotb: readonly string[],
): TranscriptDifference | undefined {
  const length = Math.max(harness.length, cocotb.length);
  for (let index = 0; index < length; index += 1) {
    if (harness[index] !== cocotb[index]) {
      const before = harness.slice(Math.max(0, index - 5), index);
      return { line: index + 1, before, harness: harness[index], cocotb: cocotb[index] };
    }
  }
  return undefined;
}

export function describeTranscriptDifference(difference: TranscriptDifference): string {
  const { line, before, harness, cocotb } = difference;
  return [
    `The transcripts differ from line ${line} on:`,
    ...before.map((text) => `  both     ${text}`),
    `  harness  ${harness ?? '(ends here)'}`,
    `  cocotb   ${cocotb ?? '(ends here)'}`,
  ].join('\n');
}
