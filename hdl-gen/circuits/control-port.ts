// SPDX-License-Identifier: Apache-2.0
import { choose, defineModule } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { describeChoice } from './control-port-choice.ts';
import { commandPatience, describeCommandAnswer, describeCommandResult } from './control-port-commands.ts';
import { describeEffect } from './control-port-effect.ts';
import { controlPortPorts, searches } from './control-port-ports.ts';
import { hasCommands } from './levels.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** One door for all operations of a party on the control area. */
export const controlPort = shared((sizes: Sizes) => {
  const aborts = abortsRequests(sizes);
  const commands = hasCommands(sizes);
  const search = searches(sizes);
  return defineModule({
    name: 'baton_control_port',
    summary: 'puts all operations of one party on the control area in order: one per cycle.',
    timing: [
      'An operation accepted in cycle t takes effect in cycle t + 1, where its result is given.',
      `An allocation of the circuits waits until an entry is offered${aborts ? ', or gives up' : ''}${commands ? '; one of a command is answered with NONE when no entry is left for it' : ''}.`,
      ...(search ? ['The result of an allocation comes when its search concludes.'] : []),
      commands
        ? `Order: indicate, deallocate, allocate, command. A command loses at most ${commandPatience} cycles in a row against other operations${search ? '; an allocation waits besides for a search that is under way' : ''}.`
        : 'Order: indicate, deallocate, allocate.',
    ],
    notes: [
      'Reads and writes of the control area all happen in the effective cycle, so no operation can see half of another.',
    ],
    ports: controlPortPorts(sizes),
    build(m, io) {
      const effect = describeEffect(m, sizes, io, describeChoice(m, sizes, io));
      const { answered, byCircuits, byReceiver, code, entry } = effect;

      m.comment('Answers; everything is zero while there is none.');
      const ofCircuits = byCircuits === undefined ? answered : answered.and(byCircuits);
      const senderDone = m.wire('sender_answered', ofCircuits.and(byReceiver.not()));
      const ofCommand = byCircuits && { ...effect, answered: answered.and(byCircuits.not()) };
      const command = ofCommand && describeCommandAnswer(m, ofCommand);
      m.assign(io.sender_done, senderDone);
      m.assign(io.sender_code, choose(senderDone, code, 0));
      m.assign(
        io.sender_allocated,
        byCircuits === undefined ? effect.allocated : effect.allocated.and(byCircuits),
      );
      m.assign(io.sender_allocated_entry, choose(senderDone, entry, 0));
      m.assign(io.sender_allocated_pointer, choose(senderDone, io.effect_entry_pointer, 0));
      if (command !== undefined) describeCommandResult(m, io, command, ofCommand!);

      m.probe('answered', answered, 'an operation is answered');
      m.probe('operation', effect.operation, 'which: 0 allocate, 1 indicate, 2 detect, 3 deallocate');
      if (byCircuits !== undefined) m.probe('by_circuits', byCircuits, '1 circuits, 0 command');
      m.probe('by_receiver', byReceiver, 'circuits: 1 receiving, 0 sending');
      m.probe('code', code, 'its result');
      m.probe('entry', entry, 'its entry');
      if (commands) m.probe('pointer', effect.pointer!, 'buffer named by a deallocate command');
      m.probe('length', effect.length, 'its length');
      m.probe('tag', effect.tag, 'its call tag');
      m.probe('kind', effect.kind, 'its kind of message');
      m.probe('sender_request', io.sender_request, 'the sending circuits ask for an operation');
      m.probe('sender_accepted', io.sender_accepted, 'it is accepted');
      m.probe('release_request', io.release_request, 'the receiving circuits ask to free a buffer');
      m.probe('release_accepted', io.release_accepted, 'it is accepted');
      if (!commands) return;
      m.probe('head_entry', io.head_entry, 'buffer of the message that has waited longest');
      m.probe('head_length', io.head_length, 'its bytes');
      m.probe('head_tag', io.head_tag, 'its call tag');
      m.probe('head_kind', io.head_kind, 'its kind of message');
    },
  });
});
