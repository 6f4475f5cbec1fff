// SPDX-License-Identifier: Apache-2.0
import { abortsRequests } from '../circuits/abort-ports.ts';
import { commandPorts } from '../circuits/control-port-ports.ts';
import { errorPorts } from '../circuits/last-error.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { takesBack } from '../circuits/reclaiming.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { windowPorts } from '../circuits/window.ts';
import {
  clockAndReset,
  defineModule,
  type Expression,
  flipped,
  group,
  input,
  type ModuleBuilder,
  output,
  prefixed,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import {
  type AddressBlock,
  bitmapWords,
  type PortRole,
  partyInterrupts,
  registerBits,
} from '../registers/index.ts';
import { accessPorts } from './access.ts';
import { type OpenBlock, openBlock } from './block-base.ts';
import { type CommandAccess, describeCommandAccess } from './command-access.ts';
import { countOnes } from './count-ones.ts';
import { describeWindowAccess } from './window-access.ts';

/** What the registers of a party see of it and of its area, besides commands; seen from them. */
function statePorts(sizes: Sizes, role: PortRole) {
  return {
    ready: input(1, 'the area is initialized'),
    free: input(sizes.entries, 'flags of the area, 1 free'),
    enabled: output(1, 'the party takes part'),
    ...onlyIf(sizes.configuration.statisticsBits > 0, () => ({
      sends: input(1, 'its stream ends a message that it sends'),
      receives: input(1, 'its stream ends a message that it receives'),
    })),
    ...onlyIf(abortsRequests(sizes) && role === 'REQUESTS', () => ({
      aborted: input(1, 'a message of its stream was given up'),
    })),
    ...onlyIf(takesBack(sizes), () => ({ reclaims: input(1, 'all that it holds is taken back') })),
  };
}

/** What commands and windows need; seen from the registers. */
function levelPorts(sizes: Sizes) {
  return onlyIf(hasCommands(sizes), () => ({
    ...group('commands', flipped(commandPorts(sizes))),
    ...group('window to the buffers held by command', flipped(windowPorts(sizes))),
    ...group('waiting messages', {
      receive_by_command: output(1, '1: commands receive, 0: the stream does'),
      message_waits: input(1, 'a message waits; a level'),
      pending: input(sizes.entries, 'the buffers with waiting messages'),
    }),
  }));
}

/** The registers through which one party reaches its area. */
export function partyRegisters(sizes: Sizes, block: AddressBlock, role: PortRole) {
  const commands = hasCommands(sizes);
  return defineModule({
    name: `baton_${block.name}_registers`,
    summary: `the registers through which the ${block.name} of a block reaches it.`,
    ...(commands
      ? { claims: 'software form of claims 5, 11, 18 and 23: one read is an atomic swap that allocates' }
      : {}),
    timing: [
      `An access is done in the cycle in which it is asked for${commands ? '; commands and the window take longer, a bounded time' : ''}.`,
      ...(commands
        ? [
            'A command is given in the cycle of its access, so a message that is indicated there raises the interrupt of the other party two cycles later.',
          ]
        : []),
    ],
    notes: [
      'After a reset nothing is granted until the party is enabled.',
      'An access that is refused is answered with an error and recorded, and raises the interrupt where that is enabled.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('accesses', accessPorts(block.addressBits)),
      ...group('state', statePorts(sizes, role)),
      ...levelPorts(sizes),
      ...prefixed('last', 'last refusal', flipped(errorPorts(sizes))),
      ...group('processor', { interrupt: output(1, 'a level, active high') }),
    },
    build(m, io) {
      m.comment('The access.');
      const inWindow = commands
        ? m.wire('in_window', io.access_valid.and(io.access_address.bit(block.addressBits - 1)))
        : undefined;
      const open = openBlock(m, io, block, partyInterrupts(sizes.configuration, role), inWindow);
      const { setting, shows } = open;
      const reclaims = takesBack(sizes) ? io.reclaims : undefined;
      const parts =
        inWindow === undefined
          ? undefined
          : {
              command: describeCommandAccess(m, sizes, io, block, open),
              window: describeWindowAccess(
                m,
                sizes,
                block.window!,
                io,
                inWindow,
                setting('enable'),
                reclaims,
              ),
            };

      m.comment('What else it shows.');
      const free = m.instance('u_free', countOnes(sizes), { bits: io.free });
      shows('ready', io.ready);
      shows('free_count', free.count);
      shows('refusal_code', io.last_error_code);
      shows('refusal_tag', io.last_error_tag);
      shows('refusal_entry', io.last_error_entry);
      if (reclaims !== undefined) shows('reclaims', reclaims);
      const conditions: Record<string, Expression> = {
        free: free.count.ge(setting('free_threshold')),
        error: io.last_error_code.any(),
      };
      if (parts !== undefined) {
        const pending = m.instance('u_pending', countOnes(sizes), { bits: io.pending });
        const least = setting('message_threshold');
        conditions.message = io.message_waits.and(least.eq(1).or(pending.count.ge(least)));
        if (sizes.entries > sizes.bufferCount) {
          m.wire('unused_pending', io.pending.slice(sizes.entries - 1, sizes.bufferCount));
        }
        describeHeld(m, sizes, parts.command, io, open, reclaims);
        for (const { suffix, low, width } of bitmapWords(sizes.bufferCount)) {
          shows(`pending${suffix}`, io.pending.slice(low + width - 1, low));
        }
        // Until the party is enabled its messages wait: circuits that took one could not give it back to a command.
        m.assign(io.receive_by_command, setting('receive_by_command').or(setting('enable').not()));
      }
      const advance = sizes.configuration.statisticsBits > 0 ? declareCounters(m, open) : undefined;
      const { refused, clears } = open.close(parts === undefined ? [] : [parts.window, parts.command], {
        conditions,
        events: 'aborted' in io ? { aborted: io.aborted as Signal } : {},
      });
      m.assign(io.enabled, setting('enable'));
      m.assign(io.last_error_clear, clears);
      advance?.({
        sent: [io.sends, ...(parts === undefined ? [] : [parts.command.indicated])],
        received: [io.receives, ...(parts === undefined ? [] : [parts.command.detected])],
        refused: [refused],
      });
    },
  });
}

/** Describes which buffers commands of the party hold, as far as they came through this port. */
function describeHeld(
  m: ModuleBuilder,
  { entries, bufferCount }: Sizes,
  { obtains, gives }: CommandAccess,
  io: { readonly result_entry: Signal; readonly command_entry: Signal },
  { shows }: OpenBlock,
  reclaims: Signal | undefined,
): void {
  const held = m.register('held_q', entries, { reset: 0, doc: 'buffers that commands of the party hold' });
  const changes = when(obtains, [set(held.at(io.result_entry), 1)]).elseWhen(gives, [
    set(held.at(io.command_entry), 0),
  ]);
  m.clocked('held_buffers', [
    reclaims === undefined ? changes : when(reclaims, [set(held, 0)]).else([changes]),
  ]);
  if (entries > bufferCount) m.wire('unused_held', held.slice(entries - 1, bufferCount));
  for (const { suffix, low, width } of bitmapWords(bufferCount)) {
    shows(`held${suffix}`, held.slice(low + width - 1, low));
  }
}

/** Declares the counters of the party; returns what describes how they advance. */
function declareCounters(m: ModuleBuilder, { shows }: OpenBlock) {
  const names = ['sent', 'received', 'refused'] as const;
  const counters = names.map((name) => {
    const counter = m.register(`${name}_q`, registerBits, { reset: 0 });
    m.probe(name, counter, `what the register ${name} shows`);
    shows(name, counter);
    return [name, counter] as const;
  });
  return (events: Readonly<Record<(typeof names)[number], readonly Expression[]>>): void => {
    m.comment('What the party has done.');
    m.clocked(
      'counters',
      counters.map(([name, counter]) =>
        set(
          counter,
          events[name].reduce<Expression>((sum, event) => sum.plus(event.extend(registerBits)), counter),
        ),
      ),
    );
  };
}
