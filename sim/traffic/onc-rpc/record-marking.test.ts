// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRecordDecoder,
  type DecodedRecord,
  encodeFragment,
  encodeRecord,
  LONGEST_PLAUSIBLE_RECORD,
} from './record-marking.ts';

const LONGEST = 40;

function decodeChunked(stream: Uint8Array, cuts: readonly number[]): DecodedRecord[] {
  const decoder = createRecordDecoder(LONGEST);
  const found: DecodedRecord[] = [];
  let position = 0;
  for (const cut of [...cuts.map((value) => value % (stream.length + 1)), stream.length].sort(
    (a, b) => a - b,
  )) {
    found.push(...decoder.decode(stream.subarray(position, cut)));
    position = cut;
  }
  expect(decoder.insideRecord()).toBe(false);
  return found;
}

describe('record marking', () => {
  it('finds the same records in every chunking and every fragmentation', () => {
    const fragment = fc.uint8Array({ maxLength: 30 });
    const record = fc.array(fragment, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (records, cuts) => {
          const stream = Buffer.concat(
            records.flatMap((fragments) =>
              fragments.map((bytes, index) => encodeFragment(bytes, index === fragments.length - 1)),
            ),
          );
          const expected = records.map((fragments): DecodedRecord => {
            const bytes = new Uint8Array(Buffer.concat(fragments));
            return bytes.length > LONGEST
              ? { kind: 'too-long', length: bytes.length, head: bytes.slice(0, 8) }
              : { kind: 'record', bytes };
          });
          expect(decodeChunked(stream, cuts)).toEqual(expected);
        },
      ),
      { seed: 20260, numRuns: 300 },
    );
  });

  it('accepts records from 0 bytes to exactly the limit and refuses one byte more', () => {
    const lengths = [0, 1, LONGEST - 1, LONGEST, LONGEST + 1];
    const stream = Buffer.concat(lengths.map((length) => encodeRecord(new Uint8Array(length).fill(7))));
    expect(decodeChunked(stream, []).map((found) => found.kind)).toEqual([
      'record',
      'record',
      'record',
      'record',
      'too-long',
    ]);
  });

  it('stops at a mark that announces an implausible length', () => {
    const decoder = createRecordDecoder(LONGEST);
    const found = decoder.decode(
      Buffer.concat([encodeRecord(Buffer.from('ok')), Buffer.from('GET / HTTP/1.1\r\n')]),
    );
    expect(found).toEqual([
      { kind: 'record', bytes: new Uint8Array(Buffer.from('ok')) },
      { kind: 'garbage', mark: 0x47455420 },
    ]);
    expect(decoder.decode(encodeRecord(new Uint8Array(3)))).toEqual([]);
  });

  it('adds up fragments before it judges the length of a record', () => {
    const decoder = createRecordDecoder(LONGEST);
    const block = new Uint8Array(LONGEST_PLAUSIBLE_RECORD / 4);
    for (let part = 0; part < 4; part++) expect(decoder.decode(encodeFragment(block, false))).toEqual([]);
    expect(decoder.decode(encodeFragment(new Uint8Array(1), true))).toEqual([
      { kind: 'garbage', mark: 0x80000001 },
    ]);
  });

  it('knows when the stream stands inside a record', () => {
    const decoder = createRecordDecoder(LONGEST);
    const stream = encodeRecord(new Uint8Array(3));
    for (let position = 0; position < stream.length; position++) {
      expect(decoder.insideRecord()).toBe(position > 0);
      decoder.decode(stream.subarray(position, position + 1));
    }
    expect(decoder.insideRecord()).toBe(false);
    decoder.decode(encodeFragment(new Uint8Array(2), false));
    expect(decoder.insideRecord()).toBe(true);
  });
});
