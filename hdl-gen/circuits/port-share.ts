// SPDX-License-Identifier: Apache-2.0
import { choose, clockAndReset, defineModule, flipped, prefixed, set, when } from '../language/index.ts';
import { readPort, writePort } from './payload.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Shares the payload ports of a party between its circuits and its window. */
export const portShare = shared((sizes: Sizes) => {
  const { payloadAddressBits } = sizes;
  const both = {
    ...flipped(writePort(payloadAddressBits, sizes)),
    ...flipped(readPort(payloadAddressBits, sizes)),
  };
  const memory = { ...writePort(payloadAddressBits, sizes), ...readPort(payloadAddressBits, sizes) };
  return defineModule({
    name: 'baton_port_share',
    summary: 'shares the payload ports of one party between its circuits and the window of its commands.',
    timing: ['The circuits are served first, but never twice while the window waits: then they take turns.'],
    ports: {
      ...clockAndReset(),
      ...prefixed('circuits', 'circuits', both),
      ...prefixed('window', 'window', both),
      ...prefixed('memory', 'payload', memory),
    },
    build(m, io) {
      const share = (access: 'write' | 'read') => {
        const turn = m.register(`window_${access}s_next_q`, 1, { reset: 0, doc: 'the window has waited' });
        const useWindow = m.wire(
          `window_${access}s`,
          io[`window_${access}_valid`].and(io[`circuits_${access}_valid`].not().or(turn)),
        );
        m.assign(
          io[`memory_${access}_valid`],
          io[`circuits_${access}_valid`].or(io[`window_${access}_valid`]),
        );
        m.assign(
          io[`memory_${access}_address`],
          choose(useWindow, io[`window_${access}_address`], io[`circuits_${access}_address`]),
        );
        m.assign(io[`circuits_${access}_ready`], io[`memory_${access}_ready`].and(useWindow.not()));
        m.assign(io[`window_${access}_ready`], io[`memory_${access}_ready`].and(useWindow));
        m.clocked(`${access}_turn`, [
          when(io[`memory_${access}_ready`], [set(turn, io[`window_${access}_valid`].and(useWindow.not()))]),
        ]);
        return useWindow;
      };
      const windowWrites = share('write');
      share('read');
      m.assign(io.memory_write_data, choose(windowWrites, io.window_write_data, io.circuits_write_data));
      m.assign(
        io.memory_write_strobe,
        choose(windowWrites, io.window_write_strobe, io.circuits_write_strobe),
      );
      m.assign(io.circuits_read_data, io.memory_read_data);
      m.assign(io.window_read_data, io.memory_read_data);
    },
  });
});
