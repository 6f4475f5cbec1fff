// SPDX-License-Identifier: Apache-2.0
import { defineModule, flipped, group, input, output, prefixed } from '../../language/index.ts';

const stream = { valid: input(1, ''), ready: output(1, ''), data: input(8, 'zero while valid is low') };

export const ports = defineModule({
  name: 'golden_ports',
  summary: 'ports in groups, one interface from both ends.',
  timing: ['Combinational.'],
  ports: {
    ...group('producer', prefixed('in', 'producer', stream)),
    ...group('consumer', flipped(prefixed('out', 'consumer', stream))),
    ...group('control', {
      hold: input(1, 'stops the stream'),
      beats: output(1, ''),
    }),
    ...group('clock, not used by this module', {
      unused_clock_enable: input(1, ''),
    }),
  },
  build(m, io) {
    m.assign(io.in_ready, io.out_ready.and(io.hold.not()));
    m.assign(io.out_valid, io.in_valid.and(io.hold.not()));
    m.assign(io.out_data, io.in_data);
    m.assign(io.beats, io.in_valid.and(io.in_ready));
  },
});
