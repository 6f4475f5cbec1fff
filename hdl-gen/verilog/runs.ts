// SPDX-License-Identifier: Apache-2.0

/** A list with at least one element. */
export type Run<Element> = readonly [Element, ...Element[]];

/** Cuts a list wherever two neighbours do not belong together. */
export function runsOf<Element>(
  elements: readonly Element[],
  together: (first: Element, next: Element) => boolean,
): Run<Element>[] {
  const runs: [Element, ...Element[]][] = [];
  for (const element of elements) {
    const run = runs.at(-1);
    if (run !== undefined && together(run.at(-1)!, element)) {
      run.push(element);
    } else {
      runs.push([element]);
    }
  }
  return runs;
}
