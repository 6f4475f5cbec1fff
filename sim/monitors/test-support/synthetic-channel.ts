// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { layoutFrame } from '../../samples/frame.ts';

/** Sizes of the channel that these frames pretend to come from. */
export const entries = 4;
export const bufferBytes = 64;

const direction = (name: string) =>
  /_in_ready|_out_(?!ready)|_(?:command|window)_ready|_result_|_window_(?:done|code|read_data)|_interrupt|_pending|_error_(?:code|entry|tag)|^ready|^register_(?:ready|done|read_data|error)/.test(
    name,
  )
    ? ('output' as const)
    : ('input' as const);

const widths: readonly (readonly [RegExp, number])[] = [
  [/(?:in|out|window|write|read|temporary_write)_data$/, 32],
  [/strobe$/, 4],
  [/(?:_code|\.code)$/, 4],
  [/(?:pending|flags|waiting|second_owns|circuits_own|received|free)$/, 4],
  [/count$/, 8],
  [/(?:command_pointer|result_pointer|\.pointer)$/, 8],
  [/length$/, 7],
  [/(?:offset)$/, 4],
  [/address$/, 6],
  [/state$/, 3],
  [/(?:entry|tag|kind|operation|number)$/, 2],
];
const widthOf = (name: string) => widths.find(([pattern]) => pattern.test(name))?.[1] ?? 1;

const each = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}${name}`);

const portNames = [
  'rst',
  'ready',
  ...each('register_', 'valid ready write address write_data done read_data error'),
  ...['first', 'second'].flatMap((party) => [
    ...each(`${party}_in_`, 'valid ready data strobe last abort tag kind'),
    ...each(`${party}_out_`, 'valid ready data strobe last tag kind'),
    ...each(`${party}_command_`, 'valid ready operation entry pointer length tag kind'),
    ...each(`${party}_result_`, 'valid code entry pointer length tag kind'),
    ...each(`${party}_window_`, 'valid ready write entry offset data strobe done code read_data'),
    ...each(`${party}_`, 'receive_by_command interrupt pending'),
    ...each(`${party}_error_`, 'code entry tag clear'),
  ]),
];

const probeNames = [
  ...each('area.initialization.', 'ready filling entry pointer'),
  ...each('area.allocation.', 'offer_valid entry'),
  ...each('area.control_ram.', 'flags count'),
  ...each('area.ownership.', 'second_owns circuits_own received pending'),
  'area.call_tags.waiting',
  ...['first', 'second'].flatMap((party) => [
    ...each(
      `area.${party}_port.`,
      'sender_request sender_accepted release_request release_accepted answered operation by_circuits by_receiver code entry pointer length tag kind head_entry head_length head_tag head_kind',
    ),
    ...each(`area.${party}_detection.`, 'head_valid circuits_take'),
    ...each(
      `area.atomic_swap.${party}_`,
      'request ready request_entry done operation entry value store old_flag',
    ),
    ...each(
      `area.payload.${party}_`,
      'write_valid write_ready write_address write_data write_strobe read_valid read_ready read_address',
    ),
    `${party}.marshaling.too_long`,
  ]),
  ...each('second.', 'temporary_write temporary_write_address temporary_write_data copy_done'),
  ...each('second.temporary_pool.', 'free take number release release_number'),
];

/** The path of a probe below the top, as a generated design has it. */
const pathOf = (name: string) => name.replace(/(^|\.)(?=[a-z_]+\.)/g, '$1u_');

/** The manifest of a channel of 4 buffers of 64 bytes, 32 bits wide, with everything that monitors need. */
export const syntheticManifest: Manifest = {
  format: 1,
  generator: 'test',
  digest: '00000000',
  configuration: {
    parties: 'two',
    buffers: entries,
    bufferBytes,
    dataWidth: 32,
    threads: 4,
    serverThreads: 4,
    temporaryBuffers: 4,
    allocator: 'lookup',
    memory: 'all-at-once',
    initialize: 'at-reset',
    noBuffer: 'wait',
    hardening: 'on',
    levels: 'both',
    bypassBytes: 0,
    bus: 'native',
    release: 'early',
    reset: 'synchronous-high',
    bufferAddresses: 'contiguous',
    reserveForReturn: 1,
    path: 'temporary',
    server: 'local',
    reclaim: false,
    statisticsBits: 0,
  },
  top: 'baton_channel',
  clock: 'clk',
  reset: 'rst',
  resetActive: 'high',
  sizes: { wordBytes: 4, bufferWords: 16, payloadWords: 64, temporaryWords: 64, inlineSlots: 0 },
  modules: [],
  addressBlocks: [],
  registers: [],
  ports: ['clk', ...portNames].map((name) => ({
    name,
    width: widthOf(name),
    direction: direction(name),
    interface: '',
    meaning: '',
  })),
  probes: probeNames.map((name) => ({
    name,
    path: pathOf(name),
    module: '',
    signal: '',
    width: widthOf(name),
    meaning: '',
  })),
};

/** A frame in which signals are set by the names of ports and probes; all others are zero. */
export function syntheticFrame(values: Readonly<Record<string, number>> = {}): Uint32Array {
  const signals = [
    ...portNames.map((name) => ({ name, width: widthOf(name) })),
    ...probeNames.map((name) => ({ name, width: widthOf(name) })),
  ];
  const { slots, totalWords } = layoutFrame(signals);
  const frame = new Uint32Array(totalWords);
  for (const [name, value] of Object.entries(values)) {
    const slot = slots.get(name);
    if (slot === undefined) throw new Error(`The synthetic channel has no signal '${name}'.`);
    frame[slot.word] = value;
  }
  return frame;
}
