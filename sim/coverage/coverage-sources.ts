// SPDX-License-Identifier: Apache-2.0
// Coverage counts lines by their numbers, so that of another Verilog says nothing of the one that is there now. Each run
// therefore ends with what its files were like, in lines that begin with `#`.

/** A Verilog file and a digest of what it was when it was read. */
export interface CoverageSource {
  readonly name: string;
  readonly digest: string;
}

const line = /^# source (\w+) (.*)$/gm;

/** The lines for the files of a run. */
export function coverageSources(sources: readonly CoverageSource[]): string {
  return sources.map(({ name, digest }) => `# source ${digest} ${name}\n`).join('');
}

/** The files of a run, as it wrote them; none for a run of another tool. */
export function parseCoverageSources(text: string): CoverageSource[] {
  return [...text.matchAll(line)].map(([, digest = '', name = '']) => ({ name, digest }));
}

/**
 * The files that have changed since a run.
 *
 * @param current what each file is like now; undefined for one that is not there, which is no change
 */
export function changedSources(
  sources: readonly CoverageSource[],
  current: ReadonlyMap<string, string | undefined>,
): string[] {
  return sources
    .filter(({ name, digest }) => (current.get(name) ?? digest) !== digest)
    .map(({ name }) => name);
}
