// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from '../circuits/sizes.ts';
import {
  choose,
  clockAndReset,
  concat,
  defineModule,
  flipped,
  group,
  input,
  literal,
  output,
  set,
  when,
} from '../language/index.ts';
import {
  type AddressBlock,
  managerInterrupts,
  registerAddressBits,
  registerPort,
  settingsAddress,
} from '../registers/index.ts';
import { accessPorts } from './access.ts';
import { openBlock } from './block-base.ts';
import { misuse } from './block-decode.ts';

/** The registers through which the manager of a block reaches its settings and counters. */
export function managerRegisters({ configuration }: Sizes, block: AddressBlock) {
  const own = block.registers.filter(({ address }) => address < settingsAddress);
  return defineModule({
    name: 'baton_manager_registers',
    summary: 'the registers through which the manager of a block reaches it.',
    timing: [
      `An access is done in the cycle in which it is asked for; those from 0x${settingsAddress.toString(16)} on go to the register port of the block and take two cycles, or until a counter is read.`,
    ],
    notes: [
      'An access that is refused is answered with an error and recorded, and raises the interrupt where that is enabled.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('accesses', accessPorts(block.addressBits)),
      ...group('state', { ready: input(1, 'the block is initialized') }),
      ...group('registers of the block', flipped(registerPort(configuration))),
      ...group('processor', { interrupt: output(1, 'a level, active high') }),
    },
    build(m, io) {
      m.comment('The access.');
      const inSettings = m.wire(
        'in_settings',
        io.access_valid.and(
          io.access_address
            .slice(block.addressBits - 1, registerAddressBits)
            .eq(settingsAddress >> registerAddressBits),
        ),
      );
      const open = openBlock(m, io, { ...block, registers: own }, managerInterrupts, inSettings);
      open.shows('ready', io.ready);

      m.comment('Settings and counters of the block.');
      const given = m.register('given_q', 1, { reset: 0, doc: 'the block has been asked' });
      const finishes = m.wire('finishes', given.and(io.register_done));
      m.clocked('asked', [
        when(finishes, [set(given, 0)]).elseWhen(inSettings.and(io.register_ready), [set(given, 1)]),
      ]);
      m.assign(io.register_valid, inSettings.and(given.not()));
      m.assign(io.register_write, io.access_write);
      m.assign(
        io.register_address,
        concat(io.access_address.slice(registerAddressBits - 1, 2), literal(0, 2)),
      );
      m.assign(io.register_write_data, io.access_data);
      m.assign(io.register_write_strobe, io.access_strobe);
      open.close(
        [
          {
            is: inSettings,
            waits: m.wire('settings_wait', inSettings.and(finishes.not())),
            misuse: choose(finishes.and(io.register_error), misuse(m, 'REFUSED'), misuse(m, 'NONE')),
            data: io.register_read_data,
          },
        ],
        { conditions: {}, events: {} },
      );
    },
  });
}
