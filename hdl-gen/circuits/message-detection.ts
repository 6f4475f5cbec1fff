// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, set } from '../language/index.ts';
import { hasCommands } from './levels.ts';
import { onlyIf } from './only-if.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Notices messages for one party and hands their references to its circuits or to its commands. */
export const messageDetection = shared((sizes: Sizes) => {
  const commands = hasCommands(sizes);
  return defineModule({
    name: 'baton_message_detection',
    summary: commands
      ? 'detects messages for one party, raises its interrupt, and hands the reference to whoever receives.'
      : 'detects messages for one party and hands the reference to the circuits that receive.',
    claims: 'claim elements 12d, 14d, 19d and 20 el. 5',
    timing: [
      ...(commands ? ['The interrupt is a level: high in every cycle in which a message waits.'] : []),
      'A reference taken in cycle t makes its buffer belong to the taker in cycle t + 1.',
    ],
    notes: ['Nothing here is a pulse, so a message can wait for ever without being lost.'],
    ports: {
      ...onlyIf(commands, () => clockAndReset()),
      ...group('queue of references', {
        head_valid: input(1, 'a message waits'),
        pop: output(1, 'its reference is taken'),
      }),
      ...group('circuits of the party', {
        circuits_ready: input(1, 'they can take a reference'),
        circuits_take: output(1, 'they take the head of the queue'),
      }),
      ...onlyIf(commands, () =>
        group('commands of the party', {
          receive_by_command: input(1, '1: commands receive, 0: the circuits do'),
          command_take: input(1, 'a command takes the head of the queue, if there is one for it'),
          command_found: output(1, 'there is one for it'),
          message_waits: output(1, 'a message waits: the interrupt'),
        }),
      ),
    },
    build(m, io) {
      const byCommand = commands
        ? m.register('by_command_q', 1, { reset: 0, doc: 'who receives' })
        : undefined;
      if (byCommand !== undefined) m.clocked('mode_register', [set(byCommand, io.receive_by_command)]);
      const circuitsTake = m.wire(
        'take_by_circuits',
        byCommand === undefined
          ? io.head_valid.and(io.circuits_ready)
          : io.head_valid.and(byCommand.not(), io.circuits_ready),
      );
      const found = byCommand && m.wire('found', io.head_valid.and(byCommand));
      m.assign(io.circuits_take, circuitsTake);
      if (found !== undefined) m.assign(io.command_found, found);
      m.assign(io.pop, found === undefined ? circuitsTake : circuitsTake.or(found.and(io.command_take)));
      if (found !== undefined) m.assign(io.message_waits, io.head_valid);
      m.probe('head_valid', io.head_valid, 'a message waits');
      m.probe('circuits_take', circuitsTake, 'the circuits take its reference');
    },
  });
});
