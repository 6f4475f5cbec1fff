// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/call-tags.test.ts';
const { NOTICE, CALL, RETURN } = messageKinds;

describe.each(shapes)('call tags with $title', (shape) => {
  const { tagBits, configuration } = shape.sizes;
  const { threads } = configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  const acceptable = {
    first: (kind: number, tag: number, waiting: ReadonlySet<number>) =>
      tag < threads && (kind === NOTICE || (kind === CALL && !waiting.has(tag))),
    second: (kind: number, tag: number, waiting: ReadonlySet<number>) =>
      tag < threads && (kind === NOTICE || (kind === RETURN && waiting.has(tag))),
  };

  test('T10: every kind with every tag, waiting and not, also tags and kinds that do not exist', () => {
    const tags = startCircuit(library, 'tags');
    const waiting = new Set<number>();
    for (const open of [undefined, 0, threads - 1, 1]) {
      if (open !== undefined) {
        tags.clock({ first_kind: CALL, first_tag: open, first_indicated: 1 });
        waiting.add(open);
      }
      for (let kind = 0; kind < 4; kind += 1) {
        for (let tag = 0; tag < 2 ** tagBits; tag += 1) {
          tags.drive({
            first_indicated: 0,
            first_kind: kind,
            first_tag: tag,
            second_kind: kind,
            second_tag: tag,
          });
          expect(tags.read('first_acceptable')).toBe(Number(acceptable.first(kind, tag, waiting)));
          expect(tags.read('second_acceptable')).toBe(Number(acceptable.second(kind, tag, waiting)));
        }
      }
    }
  });

  testWithSeeds(file, 'T10: random calls and returns in any order; a second return is refused', (random) => {
    const tags = startCircuit(library, 'tags');
    const waiting = new Set<number>();
    let returns = 0;
    for (let cycle = 0; cycle < 1500; cycle += 1) {
      const first = { kind: random.below(4), tag: random.below(2 ** tagBits) };
      const second = { kind: random.below(4), tag: random.below(2 ** tagBits) };
      tags.drive({
        first_kind: first.kind,
        first_tag: first.tag,
        second_kind: second.kind,
        second_tag: second.tag,
        first_indicated: 0,
        second_indicated: 0,
      });
      const may = {
        first: acceptable.first(first.kind, first.tag, waiting),
        second: acceptable.second(second.kind, second.tag, waiting),
      };
      expect(tags.read('first_acceptable')).toBe(Number(may.first));
      expect(tags.read('second_acceptable')).toBe(Number(may.second));
      const sent = { first: may.first && random.chance(0.7), second: may.second && random.chance(0.7) };
      tags.clock({ first_indicated: Number(sent.first), second_indicated: Number(sent.second) });
      if (sent.first && first.kind === CALL) waiting.add(first.tag);
      if (sent.second && second.kind === RETURN) {
        waiting.delete(second.tag);
        returns += 1;
      }
    }
    expect(returns).toBeGreaterThan(50);
  });
});
