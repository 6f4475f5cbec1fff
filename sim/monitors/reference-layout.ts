// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';

/** Where a field of a packed reference lies, in bits from the lowest. */
export interface FieldPlace {
  readonly low: number;
  readonly width: number;
}

/** The fields of the reference that goes with a message. */
export interface ReferenceLayout extends Readonly<Record<'entry' | 'length' | 'tag' | 'kind', FieldPlace>> {
  /** How a reference names an inline slot; undefined where every message takes a buffer. */
  readonly inline: InlineLayout | undefined;
}

interface InlineLayout {
  /** The message is in an inline slot. */
  readonly flag: FieldPlace;
  /** Byte address of the slot among those of its direction. */
  readonly pointer: FieldPlace;
  readonly slotBytes: number;
  readonly slots: number;
  /** Number of the first slot: behind the entries, those for messages of the first party first. */
  readonly firstSlot: number;
}

/** Finds the fields of a reference by the sizes of a design: entry, pointer, length, tag and kind, from the lowest bit on. */
export function referenceLayout({ configuration, sizes }: Manifest): ReferenceLayout {
  const { buffers, bufferBytes, bufferAddresses, threads, noBuffer, bypassBytes } = configuration;
  const count = noBuffer === 'second-area' ? 2 * buffers : buffers;
  const highest = bufferAddresses === 'contiguous' ? (count - 1) * bufferBytes : Math.max(...bufferAddresses);
  let low = 0;
  const field = (width: number): FieldPlace => {
    const place = { low, width };
    low += width;
    return place;
  };
  const entry = field(bitsToCount(count));
  const { inlineSlots: slots } = sizes;
  const pointer = field(bitsToCount(Math.max(highest + bufferBytes, slots * bypassBytes)));
  const layout = {
    entry,
    length: field(bitsToCount(bufferBytes + 1)),
    tag: field(bitsToCount(threads)),
    kind: field(2),
  };
  const inline =
    bypassBytes > 0
      ? { flag: field(1), pointer, slotBytes: bypassBytes, slots, firstSlot: count }
      : undefined;
  return { ...layout, inline };
}

/**
 * What a packed reference names: an entry, or a slot for messages of the sending party.
 *
 * @returns -1 for what is neither
 */
export function placeNamed(
  frame: Uint32Array,
  word: number,
  { entry, inline }: ReferenceLayout,
  sender: number,
): number {
  const named = fieldAt(frame, word, entry);
  if (inline === undefined || fieldAt(frame, word, inline.flag) === 0) return named;
  const slot = fieldAt(frame, word, inline.pointer) / inline.slotBytes;
  return named === 0 && Number.isInteger(slot) && slot < inline.slots
    ? inline.firstSlot + sender * inline.slots + slot
    : -1;
}

/** The bits of a field in a packed vector that begins at a word of a frame. */
export function fieldAt(frame: Uint32Array, word: number, { low, width }: FieldPlace): number {
  const at = word + (low >>> 5);
  const shift = low & 31;
  const upper = shift + width > 32 ? frame[at + 1]! * 2 ** (32 - shift) : 0;
  return ((frame[at]! >>> shift) + upper) % 2 ** width;
}

/** Bits that tell so many things apart; one at least. */
function bitsToCount(things: number): number {
  return Math.max(1, Math.ceil(Math.log2(things)));
}
