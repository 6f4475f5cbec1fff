// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, shapes, wordOf, wordsFor } from './data-circuits.ts';

const file = 'testbenches/circuits/copy-engine.test.ts';

interface Copy {
  readonly length: number;
  readonly source: number;
  readonly destination: number;
}

interface Pauses {
  readonly read: () => boolean;
  readonly write: () => boolean;
  readonly last: () => boolean;
}

const unhindered: Pauses = { read: () => false, write: () => false, last: () => false };

describe.each(shapes)('copying $title', (shape) => {
  const { wordBytes, bufferWords } = shape.sizes;
  const { bufferBytes, buffers, temporaryBuffers } = shape.sizes.configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  /** Copies one after the other and checks every word; returns from taking to completion the cycles of each copy. */
  function run(copies: readonly Copy[], pauses: Pauses): { readonly took: number[]; readonly total: number } {
    const noise = createRandom(1);
    const memory = Array.from({ length: buffers * bufferWords }, () =>
      wordOf(noise.fill(new Uint8Array(wordBytes)), wordBytes, 0),
    );
    const copy = startCircuit(library, 'copy');
    const writes: (readonly [number, bigint])[] = [];
    const takenAt: number[] = [];
    const took: number[] = [];
    let lastReads = 0;
    let data = 0n;
    let cycle = 0;
    for (; took.length < copies.length; cycle += 1) {
      const next = copies[takenAt.length];
      const reads = !pauses.read();
      const writesNow = !pauses.write();
      copy.drive({
        take: 0,
        // T8: what was said when the message was taken counts; here something else is said ever after.
        source_address: next?.source ?? 1,
        destination_address: next?.destination ?? 1,
        length: next?.length ?? bufferBytes,
        hold_last: Number(pauses.last()),
        read_ready: Number(reads),
        write_ready: Number(writesNow),
        read_data: data,
      });
      const takes = next !== undefined && copy.read('ready') === 1;
      if (takes) {
        copy.drive({ take: 1 });
        takenAt.push(cycle);
      }
      if (copy.read('write_valid') === 1 && writesNow) {
        writes.push([copy.read('write_address'), copy.readWide('write_data')]);
      }
      if (copy.read('done') === 1) took.push(cycle - takenAt[took.length]!);
      lastReads += copy.read('last_read');
      if (copy.read('read_valid') === 1 && reads) data = memory[copy.read('read_address')]!;
      expect(cycle).toBeLessThan(100_000);
      copy.clock();
    }
    expect(lastReads).toBe(copies.length);
    expect(writes).toEqual(
      copies.flatMap(({ length, source, destination }) =>
        Array.from({ length: wordsFor(length, wordBytes) }, (_, word) => [
          destination + word,
          memory[source + word],
        ]),
      ),
    );
    copy.drive({ take: 0 });
    expect([copy.read('read_valid'), copy.read('write_valid'), copy.read('done')]).toEqual([0, 0, 0]);
    return { took, total: cycle };
  }

  const copyOf = (length: number, index: number): Copy => ({
    length,
    source: (index % buffers) * bufferWords,
    destination: (index % temporaryBuffers) * bufferWords,
  });

  test('T9: every length from nothing to a full buffer takes as many cycles as it has words, and at least one', () => {
    const lengths = Array.from({ length: bufferBytes + 1 }, (_, length) => length);
    const { took } = run(lengths.map(copyOf), unhindered);
    expect(took).toEqual(lengths.map((length) => Math.max(1, wordsFor(length, wordBytes))));
  });

  test('messages follow each other without a gap', () => {
    const { total } = run(
      Array.from({ length: 10 }, (_, index) => copyOf(bufferBytes, index)),
      unhindered,
    );
    expect(total).toBe(10 * bufferWords + 1);
  });

  testWithSeeds(
    file,
    'T8: random lengths, stalls on both sides, a held last word, references that change',
    (random) => {
      const copies = Array.from({ length: 150 }, (_, index) =>
        copyOf(random.chance(0.3) ? random.below(2 * wordBytes) : random.below(bufferBytes + 1), index),
      );
      for (const stalls of [0.1, 0.5]) {
        const stall = () => random.chance(stalls);
        run(copies, { read: stall, write: stall, last: stall });
      }
    },
  );
});
