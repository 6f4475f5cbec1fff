// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import { link } from '../../hdl-gen/circuits/link.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { simulateModules } from '../support/simulate-module.ts';

const { NOTICE, CALL, RETURN, FAILURE } = messageKinds;
const threads = 5;
const sizes = sizesOf(
  parseConfiguration({
    server: 'remote',
    buffers: 4,
    bufferBytes: 64,
    dataWidth: 32,
    threads,
    reserveForReturn: 1,
  }),
);
const full = 15;

describe('the link to the far end', () => {
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await simulateModules({ link: { module: link(sizes) } });
  }, 180_000);

  /** A link whose session has begun, with both neighbours ready and nothing offered. */
  function startSession(): Circuit {
    const circuit = startCircuit(library, 'link');
    circuit.drive({ link_up: 1, link_out_ready: 1, kernel_in_ready: 1 });
    circuit.clock();
    return circuit;
  }

  /** One beat of the kernel; whether it was taken, and whether the far end saw it. */
  function giveOut(circuit: Circuit, tag: number, kind: number, last = 1) {
    circuit.drive({
      kernel_out_valid: 1,
      kernel_out_data: 0xabcd,
      kernel_out_strobe: full,
      kernel_out_last: last,
      kernel_out_tag: tag,
      kernel_out_kind: kind,
    });
    const seen = { taken: circuit.read('kernel_out_ready'), shown: circuit.read('link_out_valid') };
    circuit.clock();
    circuit.drive({ kernel_out_valid: 0 });
    return seen;
  }

  /** One beat of the far end, and the beat that the kernel sees in the same cycle. */
  function giveIn(circuit: Circuit, tag: number, kind: number, last = 1) {
    circuit.drive({
      link_in_valid: 1,
      link_in_strobe: full,
      link_in_last: last,
      link_in_tag: tag,
      link_in_kind: kind,
    });
    const seen = { accepted: circuit.read('link_in_ready'), ...beat(circuit) };
    circuit.clock();
    circuit.drive({ link_in_valid: 0 });
    return seen;
  }

  function beat(circuit: Circuit) {
    return {
      valid: circuit.read('kernel_in_valid'),
      last: circuit.read('kernel_in_last'),
      abort: circuit.read('kernel_in_abort'),
      tag: circuit.read('kernel_in_tag'),
      kind: circuit.read('kernel_in_kind'),
    };
  }

  /** The tags of the failures that the kernel gets within so many cycles. */
  function failures(circuit: Circuit, cycles: number): number[] {
    const tags: number[] = [];
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const seen = beat(circuit);
      if (seen.valid === 1) {
        expect(seen).toMatchObject({ last: 1, abort: 0, kind: FAILURE });
        expect(circuit.read('kernel_in_strobe')).toBe(0);
        tags.push(seen.tag);
      }
      circuit.clock();
    }
    return tags;
  }

  test('in a session beats pass both ways, and an answered call never fails', () => {
    const circuit = startSession();
    expect(giveOut(circuit, 3, CALL)).toEqual({ taken: 1, shown: 1 });
    expect(giveIn(circuit, 3, RETURN)).toMatchObject({ accepted: 1, valid: 1, tag: 3, kind: RETURN });
    expect(giveIn(circuit, 4, NOTICE)).toMatchObject({ accepted: 1, valid: 1, tag: 4, kind: NOTICE });
    circuit.drive({ link_up: 0 });
    expect(failures(circuit, 20)).toEqual([]);
  });

  test('an answer to a call that the far end does not have reaches the kernel as something it refuses', () => {
    const circuit = startSession();
    expect(giveIn(circuit, 2, RETURN).kind).toBe(CALL);
    expect(giveIn(circuit, 2, FAILURE).kind).toBe(CALL);
    expect(giveIn(circuit, 7, RETURN).kind, 'no such tag').toBe(CALL);
    giveOut(circuit, 2, CALL);
    expect(giveIn(circuit, 2, FAILURE).kind).toBe(FAILURE);
    expect(giveIn(circuit, 2, RETURN).kind, 'a second answer').toBe(CALL);
  });

  test('a far end that is not ready holds beats up; a lost session swallows them and fails each call once', () => {
    const circuit = startSession();
    giveOut(circuit, 0, CALL);
    giveOut(circuit, 4, CALL);
    circuit.drive({ link_out_ready: 0 });
    expect(giveOut(circuit, 1, CALL)).toEqual({ taken: 0, shown: 1 });
    circuit.drive({ link_up: 0, kernel_in_ready: 0 });
    circuit.clock();
    circuit.clock();
    expect(giveOut(circuit, 1, CALL)).toEqual({ taken: 1, shown: 0 });
    expect(giveOut(circuit, 2, NOTICE)).toEqual({ taken: 1, shown: 0 });
    circuit.drive({ kernel_in_ready: 1 });
    expect(failures(circuit, 2 * threads).sort()).toEqual([0, 1, 4]);
    circuit.drive({ link_up: 1 });
    expect(failures(circuit, 20)).toEqual([]);
  });

  test('the link may be away for one cycle only: what was under way fails all the same', () => {
    const circuit = startSession();
    for (let tag = 0; tag < threads; tag += 1) giveOut(circuit, tag, CALL);
    circuit.clock({ link_up: 0 });
    circuit.drive({ link_up: 1 });
    expect(failures(circuit, 2 * threads + 2).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('the rest of a message that was half sent is not sent in the next session', () => {
    const circuit = startSession();
    expect(giveOut(circuit, 1, CALL, 0)).toEqual({ taken: 1, shown: 1 });
    circuit.clock({ link_up: 0 });
    circuit.clock({ link_up: 1 });
    circuit.clock();
    expect(giveOut(circuit, 1, CALL, 0)).toEqual({ taken: 1, shown: 0 });
    expect(giveOut(circuit, 1, CALL, 1)).toEqual({ taken: 1, shown: 0 });
    expect(giveOut(circuit, 2, NOTICE)).toEqual({ taken: 1, shown: 1 });
    expect(failures(circuit, 2 * threads)).toEqual([1]);
  });

  test('a message that was half received is withdrawn, also when the kernel is slow and the link comes back', () => {
    const circuit = startSession();
    giveOut(circuit, 1, CALL);
    expect(giveIn(circuit, 1, RETURN, 0)).toMatchObject({ accepted: 1, last: 0 });
    circuit.clock({ link_up: 0, kernel_in_ready: 0 });
    circuit.clock({ link_up: 1 });
    circuit.clock();
    expect(giveIn(circuit, 3, NOTICE)).toMatchObject({ accepted: 0, valid: 1, last: 1, abort: 1 });
    circuit.drive({ kernel_in_ready: 1 });
    expect(beat(circuit)).toMatchObject({ valid: 1, last: 1, abort: 1 });
    circuit.clock();
    expect(failures(circuit, 2 * threads)).toEqual([1]);
    expect(giveIn(circuit, 3, NOTICE)).toMatchObject({ accepted: 1, kind: NOTICE });
  });

  test.each([
    { words: sizes.bufferWords, fails: [] },
    { words: sizes.bufferWords + 1, fails: [2] },
    { words: sizes.bufferWords + 9, fails: [2] },
  ])('a return of $words words in buffers of 16', ({ words, fails }) => {
    const circuit = startSession();
    giveOut(circuit, 2, CALL);
    for (let word = 0; word < words; word += 1)
      giveIn(circuit, word === 0 ? 2 : 4, RETURN, Number(word === words - 1));
    expect(failures(circuit, 2 * threads)).toEqual(fails);
  });

  test('nothing is shown while no beat is offered', () => {
    const circuit = startSession();
    circuit.drive({ link_up: 0 });
    circuit.clock();
    circuit.drive({ kernel_out_valid: 1, kernel_out_data: 77, kernel_out_tag: 3, kernel_out_strobe: full });
    for (const field of ['valid', 'data', 'strobe', 'last', 'tag', 'kind']) {
      expect(circuit.read(`link_out_${field}`), field).toBe(0);
    }
  });
});
