// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import { presets } from '../../hdl-gen/configuration/index.ts';
import {
  allocated,
  cycleOf,
  cycleOfDetection,
  cycleOfLastWrite,
  cyclesOfBeats,
  detected,
  firstGiven,
  flagIn,
  flagsAtTheEnd,
  freed,
  taken,
  written,
} from './looked-up-record.ts';
import type { RunRecord } from './record-cycles.ts';
import { answer, recordCall, request, tag } from './recorded-call.ts';

const { CALL, RETURN } = messageKinds;
/** Words of a buffer of 64 bytes. */
const words = 16;

describe('one call by the direct path', () => {
  let record: RunRecord;
  beforeAll(async () => {
    record = await recordCall({ ...presets['tiny-gateway'], path: 'direct' }, ['client', 'server'], [1, 2]);
  }, 120_000);

  test('1a: the client allocates the first buffer in the space of client and kernel', () => {
    const buffers = allocated(record, 'client_area', 'first');
    expect(buffers, 'the first buffer').toEqual([{ entry: 1, flag: [1, 0] }]);
  });

  test('1b: the client marshals the arguments in it', () => {
    const bytes = written(record, 'client_area', 'first', words, request.length);
    expect(bytes, 'in the first buffer').toEqual(request);
  });

  test('1c: the client calls and passes the first reference', () => {
    const references = detected(record, 'client_area', 'second');
    expect(references, 'the first reference').toEqual([
      { entry: 1, length: request.length, tag, kind: CALL },
    ]);
  });

  test('1d: the kernel detects the call and then allocates the second buffer in the space of kernel and server', () => {
    const buffers = allocated(record, 'server_area', 'first');
    expect(buffers, 'the second buffer').toEqual([{ entry: 2, flag: [1, 0] }]);
    const detection = cycleOfDetection(record, 'client_area', 'second');
    expect(cycleOf(record, 'server_area', 'first', 'ALLOCATE'), 'once detected').toBeGreaterThan(detection);
  });

  test('1e: the kernel copies the first buffer to the second', () => {
    const bytes = written(record, 'server_area', 'first', 2 * words, request.length);
    expect(bytes, 'in the second buffer').toEqual(request);
  });

  test('1f: the kernel deallocates the first buffer', () => {
    expect(freed(record, 'client_area', 'second'), 'freed by the kernel').toEqual([1]);
    const copied = cycleOfLastWrite(record, 'server_area', 'first');
    expect(cycleOf(record, 'client_area', 'second', 'DEALLOCATE'), 'once copied').toBeGreaterThanOrEqual(
      copied,
    );
    const { first } = cyclesOfBeats(record, 'server');
    expect(flagIn(record, 'client_area', 1, first), 'the first buffer is free when the server begins').toBe(
      1,
    );
  });

  test('1g: the kernel calls with the second reference', () => {
    const references = detected(record, 'server_area', 'second');
    expect(references, 'the second reference').toEqual([
      { entry: 2, length: request.length, tag, kind: CALL },
    ]);
  });

  test('1h: the server detects the call and unmarshals the arguments', () => {
    expect(taken(record, 'server'), 'the server gets').toEqual({ bytes: request, tags: [tag] });
  });

  test('1i: the server deallocates the second buffer and executes', () => {
    expect(freed(record, 'server_area', 'second'), 'freed by the server').toEqual([2]);
    const { last } = cyclesOfBeats(record, 'server');
    expect(cycleOf(record, 'server_area', 'second', 'DEALLOCATE'), 'once unmarshaled').toBeGreaterThan(last);
    const owned = [flagIn(record, 'client_area', 1, last + 3), flagIn(record, 'server_area', 2, last + 3)];
    expect(owned, 'free while the server executes').toEqual([1, 1]);
  });

  test('2a: the server, having executed, allocates the third buffer in the space of kernel and server', () => {
    const buffers = allocated(record, 'server_area', 'second');
    expect(buffers, 'the third buffer').toEqual([{ entry: 0, flag: [1, 0] }]);
    const completion = firstGiven(record, 'server');
    expect(cycleOf(record, 'server_area', 'second', 'ALLOCATE'), 'once executed').toBeGreaterThan(completion);
  });

  test('2b: the server marshals the return arguments in it', () => {
    const bytes = written(record, 'server_area', 'second', 0, answer.length);
    expect(bytes, 'in the third buffer').toEqual(answer);
  });

  test('2c: the server returns and passes the third reference', () => {
    const references = detected(record, 'server_area', 'first');
    expect(references, 'the third reference').toEqual([
      { entry: 0, length: answer.length, tag, kind: RETURN },
    ]);
  });

  test('2d: the kernel detects the return and then allocates the fourth buffer in the space of client and kernel', () => {
    const buffers = allocated(record, 'client_area', 'second');
    expect(buffers, 'the fourth buffer').toEqual([{ entry: 0, flag: [1, 0] }]);
    const detection = cycleOfDetection(record, 'server_area', 'first');
    expect(cycleOf(record, 'client_area', 'second', 'ALLOCATE'), 'once detected').toBeGreaterThan(detection);
  });

  test('2e: the kernel copies the third buffer to the fourth', () => {
    const bytes = written(record, 'client_area', 'second', 0, answer.length);
    expect(bytes, 'in the fourth buffer').toEqual(answer);
  });

  test('2f: the kernel deallocates the third buffer', () => {
    expect(freed(record, 'server_area', 'first'), 'freed by the kernel').toEqual([0]);
    const copied = cycleOfLastWrite(record, 'client_area', 'second');
    expect(cycleOf(record, 'server_area', 'first', 'DEALLOCATE'), 'once copied').toBeGreaterThanOrEqual(
      copied,
    );
    const { first } = cyclesOfBeats(record, 'client');
    expect(flagIn(record, 'server_area', 0, first), 'the third buffer is free at the return').toBe(1);
  });

  test('2g: the kernel returns the fourth reference to the client', () => {
    const references = detected(record, 'client_area', 'first');
    expect(references, 'the fourth reference').toEqual([
      { entry: 0, length: answer.length, tag, kind: RETURN },
    ]);
  });

  test('2h: the client detects the return and unmarshals the return arguments', () => {
    expect(taken(record, 'client'), 'the client gets').toEqual({ bytes: answer, tags: [tag] });
  });

  test('2i: the client deallocates the fourth buffer and goes on', () => {
    expect(freed(record, 'client_area', 'first'), 'freed by the client').toEqual([0]);
    const flags = [flagsAtTheEnd(record, 'client_area'), flagsAtTheEnd(record, 'server_area')];
    expect(flags, 'all buffers are free in the end').toEqual([15, 15]);
  });

  test('3: the space of client and kernel has all its buffers before the call', () => {
    const call = firstGiven(record, 'client');
    expect(record.counts.get('client_area')![call], 'A[0] at the call').toBe(4);
    // A command holds the lowest one.
    expect(record.flags.get('client_area')![call], 'flags at the call').toBe(14);
  });
});
