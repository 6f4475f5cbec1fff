// SPDX-License-Identifier: Apache-2.0

const loadBytes = 1 << 20;
const newline = 0x0a;
const padding = 4;

/**
 * The part of a byte stream in hand. `bytes[end]` is always a line end that is not part of the stream, so that a scan
 * for white space needs no bounds check, and four bytes can be read at every index up to `end`.
 */
export interface ByteWindow {
  readonly bytes: Uint8Array;
  /** The same memory as `bytes`. */
  readonly view: DataView;
  /** The bytes in hand are `bytes[0]` to `bytes[end - 1]`. */
  readonly end: number;
  /** Bytes of the stream before `bytes[0]`. */
  readonly byteOffset: number;
  /** Nothing follows the bytes in hand. */
  readonly exhausted: boolean;
  /**
   * Drops the bytes before `keepFrom`, moves the others to the front and reads on. What is read is at least as much as
   * what was kept, or all there is: scanning a long token again after each load stays linear, however small the chunks.
   */
  load(keepFrom: number): Promise<void>;
  /** Tells the stream that no more will be read. */
  close(): Promise<void>;
}

/** An empty window at the start of a stream. */
export function createByteWindow(input: AsyncIterable<Uint8Array>): ByteWindow {
  const chunks = input[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let chunkRead = 0;

  const append = (part: Uint8Array) => {
    const needed = window.end + part.length + padding;
    if (needed > window.bytes.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(window.bytes.subarray(0, window.end));
      window.bytes = larger;
      window.view = new DataView(larger.buffer);
    }
    window.bytes.set(part, window.end);
    window.end += part.length;
  };

  const load = async (keepFrom: number) => {
    window.bytes.copyWithin(0, keepFrom, window.end);
    window.byteOffset += keepFrom;
    window.end -= keepFrom;
    const enough = window.end + Math.max(1, window.end);
    while (window.end < enough && !window.exhausted) {
      if (chunkRead === chunk.length) {
        const next = await chunks.next();
        window.exhausted = next.done === true;
        chunk = next.done === true ? new Uint8Array(0) : next.value;
        chunkRead = 0;
      }
      const part = chunk.subarray(chunkRead, chunkRead + loadBytes);
      append(part);
      chunkRead += part.length;
    }
    window.bytes[window.end] = newline;
  };

  const bytes = new Uint8Array(2 * loadBytes);
  // Plain properties, not accessors: the readers look them up at every vector.
  const window = {
    bytes,
    view: new DataView(bytes.buffer),
    end: 0,
    byteOffset: 0,
    exhausted: false,
    load,
    close: async () => {
      await chunks.return?.();
    },
  };
  return window;
}
