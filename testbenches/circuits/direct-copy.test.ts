// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import { referenceFields } from '../../hdl-gen/circuits/reference.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { packFields } from '../support/packed-fields.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, shapes, wordOf, wordsFor } from './data-circuits.ts';

const file = 'testbenches/circuits/direct-copy.test.ts';

interface Waiting {
  readonly entry: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
}

interface World {
  /** Whether something that could be accepted waits in this cycle. */
  readonly stall: () => boolean;
  /** Whether an allocation that was accepted finds nothing after all, as a search may. */
  readonly nothing: () => boolean;
  readonly mayTake: () => boolean;
}

const unhindered: World = { stall: () => false, nothing: () => false, mayTake: () => true };

/** The cycles of what happens to a message, in the order of claims 1 and 2. */
interface Story {
  readonly taken: number;
  readonly granted: number;
  readonly lastWord: number;
  readonly freed: number;
  readonly indicated: number;
}

describe.each(shapes)('a leg of the direct path between buffers of $title', (shape) => {
  const { sizes } = shape;
  const { wordBytes, bufferWords } = sizes;
  const { buffers, bufferBytes, threads } = sizes.configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  /** Passes all messages on; checks the bytes and every field, and returns what happened to each message when. */
  function run(waiting: readonly Waiting[], world: World): Story[] {
    const noise = createRandom(3);
    const word = () => wordOf(noise.fill(new Uint8Array(wordBytes)), wordBytes, 0);
    const source = Array.from({ length: buffers * bufferWords }, word);
    const written = new Map<number, bigint>();
    const leg = startCircuit(library, 'direct');
    const stories: Story[] = [];
    const now = { taken: -1, granted: -1, lastWord: -1, freed: -1 };
    let taken = 0;
    let other = 0;
    let answer: number | undefined;
    let data = 0n;
    for (let cycle = 0; stories.length < waiting.length; cycle += 1) {
      const [readReady, writeReady] = [!world.stall(), !world.stall()];
      const next = waiting[taken];
      leg.drive({
        may_take: Number(world.mayTake()),
        source_circuits_take: 0,
        source_head:
          next === undefined
            ? 0n
            : packFields(referenceFields(sizes), { ...next, pointer: next.entry * bufferBytes }),
        source_read_ready: Number(readReady),
        source_read_data: data,
        source_release_accepted: 0,
        destination_sender_accepted: 0,
        destination_sender_done: Number(answer !== undefined),
        destination_sender_code: answer ?? 0,
        destination_sender_allocated: Number(answer === resultCodes.OK),
        destination_sender_allocated_entry: other,
        destination_sender_allocated_pointer: other * bufferBytes,
        destination_write_ready: Number(writeReady),
      });
      if (answer === resultCodes.OK) now.granted = cycle;
      answer = undefined;
      if (leg.read('source_circuits_ready') === 1 && next !== undefined) {
        expect(stories.length, 'one message at a time').toBe(taken);
        leg.drive({ source_circuits_take: 1 });
        Object.assign(now, { taken: cycle, granted: -1, lastWord: -1, freed: -1 });
        taken += 1;
      }
      const message = waiting[taken - 1];
      if (leg.read('source_read_valid') === 1) expect(now.granted).toBeGreaterThanOrEqual(0);
      if (leg.read('destination_write_valid') === 1 && writeReady) {
        written.set(leg.read('destination_write_address'), leg.readWide('destination_write_data'));
        now.lastWord = cycle;
      }
      if (leg.read('source_release_request') === 1 && !world.stall()) {
        expect(leg.read('source_release_entry')).toBe(message?.entry);
        expect(written.size, 'all is copied').toBe(wordsFor(message!.length, wordBytes));
        leg.drive({ source_release_accepted: 1 });
        now.freed = cycle;
      }
      if (leg.read('destination_sender_request') === 1 && !world.stall()) {
        leg.drive({ destination_sender_accepted: 1 });
        if (leg.read('destination_sender_operation') === operations.ALLOCATE) {
          expect(now.granted, 'one buffer for each message').toBe(-1);
          other = (other + 1) % buffers;
          answer = world.nothing() ? resultCodes.NONE : resultCodes.OK;
        } else {
          expect({
            operation: leg.read('destination_sender_operation'),
            entry: leg.read('destination_sender_entry'),
            length: leg.read('destination_sender_length'),
            tag: leg.read('destination_sender_tag'),
            kind: leg.read('destination_sender_kind'),
          }).toEqual({
            operation: operations.INDICATE,
            entry: other,
            length: message?.length,
            tag: message?.tag,
            kind: message?.kind,
          });
          expect(now.freed, 'its own buffer is given back before').toBeGreaterThan(now.taken);
          expect(now.freed).toBeLessThan(cycle);
          for (const [address, value] of written) {
            expect(value).toBe(source[address + (message!.entry - other) * bufferWords]);
          }
          written.clear();
          stories.push({ ...now, indicated: cycle });
        }
      }
      // The memory is shared: after a cycle without a read it shows the word of somebody else.
      const reads = leg.read('source_read_valid') === 1 && readReady;
      data = reads ? source[leg.read('source_read_address')]! : word();
      expect(cycle).toBeLessThan(100_000);
      leg.clock();
    }
    return stories;
  }

  const message = (index: number, length: number): Waiting => ({
    entry: (index * 3) % buffers,
    length,
    tag: index % threads,
    kind: index % 3,
  });

  test('every length from nothing to a full buffer, each in the documented cycles', () => {
    const lengths = Array.from({ length: bufferBytes + 1 }, (_, length) => length);
    const stories = run(
      lengths.map((length, index) => message(index, length)),
      unhindered,
    );
    stories.forEach(({ taken, granted, lastWord, freed, indicated }, index) => {
      const words = Math.max(1, wordsFor(lengths[index]!, wordBytes));
      const copied = lengths[index] === 0 ? -1 : taken + words + 1;
      expect({ granted, lastWord, freed, indicated }).toEqual({
        granted: taken + 1,
        lastWord: copied,
        freed: taken + words + 1,
        indicated: taken + words + 2,
      });
      if (index > 0) expect(taken).toBe(stories[index - 1]!.indicated + 1);
    });
  });

  test('a message waits for the permission to go on', () => {
    let cycles = 0;
    const [story] = run([message(1, bufferBytes)], { ...unhindered, mayTake: () => ++cycles > 50 });
    expect(story!.taken).toBe(50);
  });

  testWithSeeds(
    file,
    'random messages under stalls of every neighbour, and searches that find nothing',
    (random) => {
      const stalls = random.chance(0.5) ? 0.5 : 0.1;
      const messages = Array.from({ length: 80 }, (_, index) =>
        message(index, random.chance(0.4) ? random.below(wordBytes + 2) : random.below(bufferBytes + 1)),
      );
      const stories = run(messages, {
        stall: () => random.chance(stalls),
        nothing: () => random.chance(0.2),
        mayTake: () => random.chance(0.7),
      });
      expect(stories.length).toBe(messages.length);
    },
  );
});
