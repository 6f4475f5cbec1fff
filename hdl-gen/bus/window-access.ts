// SPDX-License-Identifier: Apache-2.0
import { resultCode } from '../circuits/codes.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { windowPorts } from '../circuits/window.ts';
import {
  choose,
  concat,
  type Expression,
  type flipped,
  literal,
  type ModuleBuilder,
  type PortSignals,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import { type RegisterWindow, registerBits } from '../registers/index.ts';
import { accessBytes } from './access.ts';
import type { AccessPart, BlockPorts } from './block-base.ts';
import { misuse } from './block-decode.ts';

/** The window as the registers drive it. */
export type WindowSignals = PortSignals<ReturnType<typeof flipped<ReturnType<typeof windowPorts>>>>;

/** Describes accesses to the bytes of buffers: words of a register's width out of words as wide as the data path. */
export function describeWindowAccess(
  m: ModuleBuilder,
  sizes: Sizes,
  { stride }: RegisterWindow,
  io: BlockPorts & WindowSignals,
  inWindow: Signal,
  enable: Signal,
  reclaims: Signal | undefined,
): AccessPart {
  const { byteBits, entryBits, offsetBits, wordBits } = sizes;
  const strideBits = Math.log2(stride);
  const lanes = wordBits / registerBits;
  const address = io.access_address;

  m.comment('The window: a part for each buffer.');
  const highest = (address.width as number) - 2;
  const used = strideBits + entryBits - 1;
  const beyond =
    highest > used ? m.wire('beyond_window', address.slice(highest, used + 1).any()) : literal(0, 1);
  const access = m.wire(
    'wants_window',
    inWindow.and(enable, beyond.not(), io.access_write.not().or(io.access_strobe.any())),
    'a write without bytes does nothing',
  );
  const given = m.register('window_given_q', 1, { reset: 0, doc: 'an access of the window is under way' });
  const lost = reclaims === undefined ? literal(0, 1) : given.and(reclaims);
  const finishes = m.wire(
    'window_finishes',
    given.and(reclaims === undefined ? io.window_done : io.window_done.or(reclaims)),
  );
  m.clocked('window_under_way', [
    when(finishes, [set(given, 0)]).elseWhen(access.and(io.window_ready), [set(given, 1)]),
  ]);
  m.assign(io.window_valid, access.and(given.not()));
  m.assign(io.window_write, io.access_write);
  m.assign(io.window_entry, address.slice(strideBits + entryBits - 1, strideBits));
  m.assign(
    io.window_offset,
    strideBits > byteBits
      ? address.slice(strideBits - 1, byteBits).extend(offsetBits)
      : literal(0, offsetBits),
  );
  m.assign(io.window_data, lanes === 1 ? io.access_data : io.access_data.replicate(lanes));
  const laneOf = (lane: number): Expression => address.slice(byteBits - 1, 2).eq(lane);
  m.assign(
    io.window_strobe,
    lanes === 1
      ? io.access_strobe
      : concat(
          ...Array.from({ length: lanes }, (_, lane) =>
            io.access_strobe.and(laneOf(lane).replicate(accessBytes)),
          ).reverse(),
        ),
  );
  const data = Array.from({ length: lanes }, (_, lane) =>
    io.window_read_data.slice(registerBits * (lane + 1) - 1, registerBits * lane),
  ).reduceRight<Expression | undefined>(
    (other, word, lane) => (other === undefined ? word : choose(laneOf(lane), word, other)),
    undefined,
  )!;
  const wrong = lost.or(io.window_code.ne(resultCode(m, 'OK')));
  return {
    is: inWindow,
    waits: m.wire('window_waits', access.and(finishes.not())),
    misuse: choose(
      enable.not(),
      misuse(m, 'DISABLED'),
      choose(
        beyond,
        misuse(m, 'NO_REGISTER'),
        choose(finishes.and(wrong), misuse(m, 'REFUSED'), misuse(m, 'NONE')),
      ),
    ),
    data,
  };
}
