// SPDX-License-Identifier: Apache-2.0
import type { NetStore } from '../net-store.ts';
import type { ChangeListener } from '../vcd-sections.ts';
import { goodDigits } from '../vector-digits.ts';
import { WaveformError } from '../waveform-error.ts';
import { addTime, compareTimes, setTime, timeValue, type WaveformTime } from '../waveform-time.ts';
import type { Switching } from './contents.ts';
import { damaged } from './damage.ts';
import type { ValueBlock } from './value-block.ts';

/** Makes the value changes of blocks in the order of time. */
export interface Replay {
  /** Time of the last change. */
  readonly time: WaveformTime;
  /**
   * Makes the changes of one block, the first one's initial values too.
   *
   * @returns whether the listener stopped
   * @throws WaveformError `malformed` or `time-backwards`
   */
  replay(block: ValueBlock, at: number): Promise<boolean>;
}

/** Times in one stretch: a list of the signals that change is kept for each, however many times a block has. */
const stretchTimes = 1 << 16;
const none = -1;
const empty = new Uint8Array(0);

/** Nine states of one bit, as FST numbers those besides 0 and 1: x z h u w l - ? of which h and l are 1 and 0. */
const stateValues = [0, 0, 1, 0, 0, 0, 0, 0] as const;
const stateUnknowns = [1, 1, 0, 1, 1, 0, 1, 1] as const;

/**
 * @param handles the handle of each net of the store, by net number
 * @param valueBytes bytes of a value in a frame, by handle
 */
export function createReplay(
  store: NetStore,
  listener: ChangeListener,
  handles: readonly number[],
  valueBytes: readonly number[],
  switchings: readonly Switching[],
): Replay {
  const time: WaveformTime = { upper: 0, lower: 0 };
  const next: WaveformTime = { upper: 0, lower: 0 };
  const { widths } = store;
  const heads = new Int32Array(stretchTimes);
  const following = new Int32Array(handles.length);
  /** Per net: the number of the time of its next change, none when there is no more; where that change is in its chain. */
  const due = new Float64Array(handles.length);
  const positions = new Int32Array(handles.length);
  const chains: Uint8Array[] = handles.map(() => empty);
  let isFirst = true;
  let switched = 0;
  let place = 0;

  // The number that begins at `from`; `numberEnd` is then where it ends. Called at every change.
  let numberEnd = 0;
  const numberAt = (bytes: Uint8Array, from: number): number => {
    let byte = bytes[from]!;
    let value = byte & 0x7f;
    let at = from + 1;
    for (let scale = 128; byte >= 0x80 && at < bytes.length; scale *= 128) {
      byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
    }
    if (byte >= 0x80 || value > Number.MAX_SAFE_INTEGER) throw damaged('a number has no end', place);
    numberEnd = at;
    return value;
  };

  /** Finds the time of the change at `position` of a chain, counted from the time `from`. */
  const schedule = (net: number, position: number, from: number) => {
    const chain = chains[net]!;
    positions[net] = position;
    if (position >= chain.length) {
      due[net] = none;
      return;
    }
    const value = numberAt(chain, position);
    const flags = widths[net] === 1 ? 4 << (2 * (value & 1)) : 2;
    due[net] = from + Math.floor(value / flags);
  };

  const change = (net: number, now: number) => {
    const chain = chains[net]!;
    const value = numberAt(chain, positions[net]!);
    const state = value % 16;
    const width = widths[net]!;
    let end = numberEnd;
    if (width === 1) {
      if ((state & 1) === 0) store.writeBit(net, (state >>> 1) & 1, 0);
      else store.writeBit(net, stateValues[state >>> 1]!, stateUnknowns[state >>> 1]!);
    } else {
      const digits = end;
      const isPacked = (state & 1) === 0;
      end += isPacked ? (width + 7) >>> 3 : width;
      if (end > chain.length) throw damaged(`a value of ${width} bits is cut short`, place);
      if (isPacked) store.writePacked(net, chain, digits);
      else writeDigits(net, chain, digits, end);
    }
    schedule(net, end, now);
  };

  const writeDigits = (net: number, bytes: Uint8Array, from: number, to: number) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (store.writeVector(net, { bytes, view }, from, to) !== goodDigits)
      throw damaged('a value has a digit that is none', place);
  };

  const writeFrame = (frame: Uint8Array) => {
    const nets = new Map(handles.map((handle, net) => [handle, net]));
    let at = 0;
    for (const [handle, bytes] of valueBytes.entries()) {
      const net = nets.get(handle);
      // Signals that were made later than the frame have no place in it.
      if (at + bytes > frame.length) break;
      if (net !== undefined) writeDigits(net, frame, at, at + bytes);
      at += bytes;
    }
  };

  /** Goes on to the time `next`; true when the listener stopped. */
  const advance = (): boolean => {
    const order = compareTimes(next, time);
    if (order < 0) {
      const what = `expected a time not before ${timeValue(time)}, found ${timeValue(next)}.`;
      throw new WaveformError('time-backwards', what, { byteOffset: place });
    }
    if (order > 0) {
      if (listener.endOfTime(time)) return true;
      time.upper = next.upper;
      time.lower = next.lower;
      for (; switched < switchings.length && switchings[switched]!.time <= timeValue(time); switched++) {
        if (!switchings[switched]!.on) listener.recordingOff();
      }
    }
    return false;
  };

  /** Lists the changes of the stretch that begins with time `first`. */
  const listStretch = (first: number) => {
    heads.fill(none);
    for (let net = 0; net < handles.length; net++) list(net, first);
  };
  const list = (net: number, first: number) => {
    const slot = due[net]! - first;
    if (due[net] !== none && slot < stretchTimes) {
      following[net] = heads[slot]!;
      heads[slot] = net;
    }
  };

  const makeChanges = ({ times, timeBytes }: ValueBlock): boolean => {
    let timeAt = 0;
    setTime(next, 0n);
    for (let number = 0; number < times; number++) {
      const slot = number % stretchTimes;
      if (slot === 0) listStretch(number);
      if (timeAt >= timeBytes.length || !addTime(next, numberAt(timeBytes, timeAt))) {
        throw damaged('a block has fewer times than it says, or one beyond 2^53', place);
      }
      timeAt = numberEnd;
      if (advance()) return true;
      for (let net = heads[slot]!; net !== none; net = heads[slot]!) {
        heads[slot] = following[net]!;
        change(net, number);
        list(net, number - slot);
      }
    }
    if (due.some((number) => number !== none))
      throw damaged('a value changes after the last time of its block', place);
    return false;
  };

  return {
    time,
    replay: async (block, at) => {
      place = at;
      for (const [net, handle] of handles.entries()) {
        chains[net] = (await block.chain(handle)) ?? empty;
        schedule(net, 0, 0);
      }
      if (isFirst) {
        isFirst = false;
        setTime(time, block.beginTime);
        writeFrame(await block.frame());
      }
      return makeChanges(block);
    },
  };
}
