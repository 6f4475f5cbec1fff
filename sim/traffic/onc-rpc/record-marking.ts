// SPDX-License-Identifier: Apache-2.0
// Record marking of RFC 5531 section 11: on a byte stream each message is a record of one or more fragments,
// each behind a word whose top bit says "last fragment" and whose other 31 bits are the fragment's length.

const LAST_FRAGMENT = 0x8000_0000;
const MARK_BYTES = 4;

/** Number of leading bytes kept of a record that is too long: enough for its xid and message type. */
export const RECORD_HEAD_BYTES = 8;

/** Records beyond this length (bytes) are taken for a stream that is not record-marked at all. */
export const LONGEST_PLAUSIBLE_RECORD = 16 * 1024 * 1024;

/** What the decoder finds: a whole record, a record longer than the limit, or a mark that cannot be one. */
export type DecodedRecord =
  | { readonly kind: 'record'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-long'; readonly length: number; readonly head: Uint8Array }
  | { readonly kind: 'garbage'; readonly mark: number };

/** Takes a byte stream apart into records. */
export interface RecordDecoder {
  /** Accepts the next bytes in any chunking; returns the records they complete. Nothing follows a `garbage`. */
  decode(chunk: Uint8Array): DecodedRecord[];
  /** True when the stream stands inside a record, so that its end now would cut one. */
  insideRecord(): boolean;
}

/** One record of a single fragment, mark included (RFC 5531 section 11). */
export function encodeRecord(bytes: Uint8Array): Uint8Array {
  return encodeFragment(bytes, true);
}

/** One fragment with its mark (RFC 5531 section 11). */
export function encodeFragment(bytes: Uint8Array, last: boolean): Uint8Array {
  const fragment = new Uint8Array(MARK_BYTES + bytes.length);
  new DataView(fragment.buffer).setUint32(0, (last ? LAST_FRAGMENT : 0) + bytes.length);
  fragment.set(bytes, MARK_BYTES);
  return fragment;
}

/**
 * Creates a decoder of the record marking of RFC 5531 section 11 that reassembles fragments.
 * It never holds more than `longestRecord` bytes: of a longer record only the head and the length are kept.
 */
export function createRecordDecoder(longestRecord: number): RecordDecoder {
  const record = new Uint8Array(Math.max(longestRecord, RECORD_HEAD_BYTES));
  let recordLength = 0;
  let mark = 0;
  let markBytes = 0;
  let fragmentLeft = 0;
  let lastFragment = false;
  let started = false;
  let broken = false;

  function completeRecord(): DecodedRecord {
    const length = recordLength;
    recordLength = 0;
    started = false;
    return length > longestRecord
      ? { kind: 'too-long', length, head: record.slice(0, RECORD_HEAD_BYTES) }
      : { kind: 'record', bytes: record.slice(0, length) };
  }

  function keep(bytes: Uint8Array): void {
    const room = record.length - recordLength;
    if (room > 0) record.set(bytes.length > room ? bytes.subarray(0, room) : bytes, recordLength);
    recordLength += bytes.length;
    fragmentLeft -= bytes.length;
  }

  return {
    decode(chunk) {
      const found: DecodedRecord[] = [];
      let position = 0;
      while (position < chunk.length && !broken) {
        if (markBytes < MARK_BYTES) {
          mark = ((mark << 8) | chunk[position++]!) >>> 0;
          markBytes++;
          started = true;
          if (markBytes < MARK_BYTES) continue;
          lastFragment = mark >= LAST_FRAGMENT;
          fragmentLeft = mark % LAST_FRAGMENT;
          if (recordLength + fragmentLeft > LONGEST_PLAUSIBLE_RECORD) {
            broken = true;
            found.push({ kind: 'garbage', mark });
            break;
          }
        }
        const end = Math.min(chunk.length, position + fragmentLeft);
        keep(chunk.subarray(position, end));
        position = end;
        if (fragmentLeft === 0) {
          markBytes = 0;
          if (lastFragment) found.push(completeRecord());
        }
      }
      return found;
    },
    insideRecord: () => started && !broken,
  };
}
