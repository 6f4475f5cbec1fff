// SPDX-License-Identifier: Apache-2.0
import type { Run } from './run.ts';

/** A check that a field which counts in this cycle has a value. `port` is its name. */
export function knownField(run: Run, port: string): () => void {
  const { word, words } = run.binding.port(port);
  return () => {
    for (let at = word; at < word + words; at += 1) {
      if (run.unknown[at] !== 0) {
        run.fail({
          rule: 'known values',
          where: port,
          expected: `'${port}' has a value in the beat that it counts in`,
          actual: 'some of its bits are X or Z',
          signals: [port],
        });
      }
    }
  };
}
