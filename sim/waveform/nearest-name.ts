// SPDX-License-Identifier: Apache-2.0

/** The number of single-character edits from one text to another, or `limit + 1` when it is more than `limit`. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) {
    return limit + 1;
  }
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    let smallest = i;
    for (let j = 1; j <= to.length; j++) {
      const substituted = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const distance = Math.min(substituted, row[j]! + 1, next[j - 1]! + 1);
      next.push(distance);
      smallest = Math.min(smallest, distance);
    }
    if (smallest > limit) {
      return limit + 1;
    }
    row = next;
  }
  return row[to.length]!;
}

/**
 * The candidate that the writer of a wrong name most likely meant: the one with the fewest edits, at most a third of the
 * name, rounded up; the first of equals. Undefined when nothing is near.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let limit = Math.ceil(name.length / 3);
  let nearest: string | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate, limit);
    if (distance <= limit) {
      nearest = candidate;
      limit = distance - 1;
      if (distance === 0) {
        break;
      }
    }
  }
  return nearest;
}
