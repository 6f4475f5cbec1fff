// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import { presets } from '../../hdl-gen/configuration/index.ts';
import {
  allocated,
  cycleOf,
  cycleOfDetection,
  cyclesOfBeats,
  detected,
  firstGiven,
  flagIn,
  flagsAtTheEnd,
  freed,
  never,
  taken,
  written,
} from './looked-up-record.ts';
import type { RunRecord } from './record-cycles.ts';
import { answer, recordCall, request, tag } from './recorded-call.ts';

const { CALL, RETURN } = messageKinds;
/** Words of a buffer of 64 bytes. */
const words = 16;

describe('one call through a channel', () => {
  let record: RunRecord;
  beforeAll(async () => {
    record = await recordCall(presets['tiny-channel'], ['first', 'second'], [1, 0]);
  }, 120_000);

  test('7a: the first procedure allocates the first buffer in the shared space', () => {
    const buffers = allocated(record, 'area', 'first');
    expect(buffers, 'the first buffer').toEqual([{ entry: 1, flag: [1, 0] }]);
  });

  test('7b: the first procedure marshals the arguments in it', () => {
    expect(written(record, 'area', 'first', words, request.length), 'in the first buffer').toEqual(request);
  });

  test('7c: the first procedure indicates a message and passes the first reference', () => {
    const references = detected(record, 'area', 'second');
    expect(references, 'the first reference').toEqual([
      { entry: 1, length: request.length, tag, kind: CALL },
    ]);
  });

  test('7d: the second procedure detects the indication', () => {
    expect(detected(record, 'area', 'second'), 'messages detected').toHaveLength(1);
    const indication = cycleOf(record, 'area', 'first', 'INDICATE');
    expect(cycleOfDetection(record, 'area', 'second'), 'once indicated').toBeGreaterThan(indication);
  });

  test('7e: the second procedure copies the arguments into a temporary buffer', () => {
    const bytes = written(record, 'temporaries', 'second', 0, request.length);
    expect(bytes, 'in the temporary buffer').toEqual(request);
  });

  test('7f: the second procedure deallocates the first buffer', () => {
    expect(freed(record, 'area', 'second'), 'freed by the second procedure').toEqual([1]);
    const { first } = cyclesOfBeats(record, 'second');
    expect(flagIn(record, 'area', 1, first), 'the first buffer is free when processing begins').toBe(1);
  });

  test('19f: the first buffer is deallocated upon completion of the copy', () => {
    expect(record.copiesDone, 'copies').toHaveLength(1);
    const copied = record.copiesDone[0] ?? never;
    const release = cycleOf(record, 'area', 'second', 'DEALLOCATE');
    expect(release, 'not before the copy is complete').toBeGreaterThanOrEqual(copied);
  });

  test('8, element 1: the second procedure processes the arguments in the temporary buffer', () => {
    expect(taken(record, 'second'), 'processing gets').toEqual({ bytes: request, tags: [tag] });
  });

  test('8, element 2: the second procedure, having processed them, allocates the second buffer in the same space', () => {
    expect(allocated(record, 'area', 'second'), 'the second buffer').toEqual([{ entry: 0, flag: [1, 0] }]);
    const completion = firstGiven(record, 'second');
    expect(cycleOf(record, 'area', 'second', 'ALLOCATE'), 'upon completion').toBeGreaterThan(completion);
  });

  test('8, element 3: the second procedure marshals the return arguments in it', () => {
    expect(written(record, 'area', 'second', 0, answer.length), 'in the second buffer').toEqual(answer);
  });

  test('8, element 4: the second procedure returns and passes the second reference', () => {
    const references = detected(record, 'area', 'first');
    expect(references, 'the second reference').toEqual([
      { entry: 0, length: answer.length, tag, kind: RETURN },
    ]);
  });

  test('8, element 5: the first procedure detects the return and unmarshals the arguments', () => {
    expect(taken(record, 'first'), 'the first procedure gets').toEqual({ bytes: answer, tags: [tag] });
  });

  test('8, element 6: the first procedure deallocates the second buffer and goes on', () => {
    expect(freed(record, 'area', 'first'), 'freed by the first procedure').toEqual([0]);
    expect(flagsAtTheEnd(record, 'area'), 'all buffers are free in the end').toBe(15);
  });

  test('9: the shared space has all its buffers before the call', () => {
    const call = firstGiven(record, 'first');
    expect(record.counts.get('area')![call], 'A[0] at the call').toBe(4);
    // A command holds the lowest one.
    expect(record.flags.get('area')![call], 'flags at the call').toBe(14);
  });
});
