// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, parameter, set } from '../language/index.ts';

const sources = parameter('SOURCES', 3, 'number of sources');

/** Status, enable and line of the interrupt of one port. */
export const interrupts = defineModule({
  name: 'baton_interrupts',
  summary: 'raises an interrupt line for conditions that last, and for events until they are cleared.',
  timing: ['A condition raises the line in its own cycle, an event in the next one.'],
  notes: ['The line is a level: an event that comes while another one is served is not lost.'],
  parameters: [sources],
  ports: {
    ...clockAndReset(),
    ...group('sources', {
      conditions: input(sources, 'what is so now'),
      events: input(sources, 'what happens in this cycle, and tests'),
    }),
    ...group('registers', {
      enable: input(sources, 'what raises the line'),
      clear: input(sources, 'events to forget'),
      status: output(sources, 'conditions, and events that were not forgotten'),
    }),
    ...group('processor', { interrupt: output(1, 'a level, active high') }),
  },
  build(m, io) {
    const happened = m.register('happened_q', sources, { reset: 0 });
    const status = m.wire('status_now', io.conditions.or(happened));
    m.clocked('events_kept', [set(happened, happened.and(io.clear.not()).or(io.events))]);
    m.assign(io.status, status);
    m.assign(io.interrupt, status.and(io.enable).any());
  },
});
