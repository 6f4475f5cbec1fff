// SPDX-License-Identifier: Apache-2.0
import { choose, clockAndReset, defineModule, group, input, output, set, when } from '../language/index.ts';

/** Closes the ports of a party while what it holds is taken back. */
export const reclaimGate = defineModule({
  name: 'baton_reclaim_gate',
  summary: 'closes the ports of a party while what it holds is taken back.',
  timing: ['Combinational, but for what it remembers of a message that is half sent.'],
  notes: [
    'Beats and window accesses that are given while it runs reach circuits that are reset, so only their ready is held low.',
    'The rest of a message that was half sent is swallowed up to its last beat, however long that takes: what comes behind it is a new message.',
  ],
  ports: {
    ...clockAndReset(),
    ...group('reclaim', {
      restart: input(1, 'the circuits of the party are reset'),
      runs: input(1, 'nothing of the party is accepted'),
      commands_wait: input(1, 'no command is accepted'),
      drops: output(1, 'the rest of a message is swallowed'),
    }),
    ...group('party', {
      in_valid: input(1, 'a beat is given'),
      in_ready: output(1, 'it is accepted in this cycle'),
      in_last: input(1, 'the message ends with this beat'),
      command_valid: input(1, 'a command is given'),
      command_ready: output(1, 'it is accepted in this cycle'),
      window_ready: output(1, 'it is accepted in this cycle'),
    }),
    ...group('circuits', {
      inner_in_valid: output(1, 'the beat reaches them'),
      inner_in_ready: input(1, 'they accept it'),
      inner_command_valid: output(1, 'the command reaches the area'),
      inner_command_ready: input(1, 'it is accepted there'),
      inner_window_ready: input(1, 'the window accepts an access'),
    }),
  },
  build(m, io) {
    const open = m.register('open_q', 1, { reset: 0, doc: 'part of a message is accepted' });
    const drops = m.register('drops_q', 1, { reset: 0, doc: 'its rest is swallowed' });
    const isOpen = m.wire('is_open', io.runs.not());
    const accepted = m.wire('accepted', io.in_valid.and(io.in_ready));
    const stays = m.wire('message_stays_open', choose(accepted, io.in_last.not(), open));
    m.clocked('half_sent_message', [
      set(open, stays),
      when(stays.not(), [set(drops, 0)]).elseWhen(io.restart, [set(drops, 1)]),
    ]);
    m.assign(io.in_ready, drops.or(isOpen.and(io.inner_in_ready)));
    m.assign(io.inner_in_valid, io.in_valid.and(drops.not()));
    const commands = m.wire('commands_go_on', isOpen.and(io.commands_wait.not()));
    m.assign(io.command_ready, commands.and(io.inner_command_ready));
    m.assign(io.inner_command_valid, io.command_valid.and(commands));
    m.assign(io.window_ready, isOpen.and(io.inner_window_ready));
    m.assign(io.drops, drops);
    m.probe('open', open, 'part of a message is accepted');
    m.probe('drops', drops, 'the rest of a message is swallowed');
  },
});
