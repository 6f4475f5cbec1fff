// SPDX-License-Identifier: Apache-2.0
import { senderPorts } from '../circuits/control-port-ports.ts';
import { heldBuffers } from '../circuits/held-buffers.ts';
import { holdsCalls, passesHeldCalls, reusePorts } from '../circuits/holding.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import type { Party } from '../circuits/parties.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { type Expression, input, type ModuleBuilder, output, type Signal } from '../language/index.ts';
import { withPrefix } from './connect.ts';

/** Which calls of an area are held; nothing where none can be. */
export function holdSettings(sizes: Sizes) {
  return {
    ...onlyIf(holdsCalls(sizes), () => ({ hold: input(1, 'a call that is indicated now is held') })),
    ...onlyIf(passesHeldCalls(sizes), () => ({
      keeps_returns: input(1, 'the first party keeps the buffers of returns until it frees them again'),
    })),
  };
}

/** What an area connects for it. `keepsReturns`: its first party is a kernel that passes held calls on. */
export function holdConnections(sizes: Sizes, hold: () => Signal, keepsReturns: 0 | 1) {
  return {
    ...onlyIf(holdsCalls(sizes), () => ({ hold: hold() })),
    ...onlyIf(passesHeldCalls(sizes), () => ({ keeps_returns: keepsReturns })),
  };
}

/** What an area says about the end of held calls; nothing where nobody asks. */
export function callEndPorts(sizes: Sizes) {
  return onlyIf(passesHeldCalls(sizes), () => ({
    released: output(1, 'the first party frees a buffer'),
    released_entry: output(sizes.entryBits, 'which'),
  }));
}

type Wires<Name extends string> = Readonly<Record<Name, Signal<'wire'>>>;

/** What the circuit that holds calls tells the others, before it can be placed. */
export interface Holding {
  /** What goes between it and the control port of the second party. */
  readonly port: Wires<(typeof answerNames)[number] | 'request'>;
  /** Of the parties whose buffers may be kept. */
  readonly kept: Readonly<Partial<Record<Party, KeptSide>>>;
  readonly elsewhere: Signal<'wire'>;
}

interface KeptSide {
  /** A buffer may be freed, whether it is kept or not. */
  readonly mayFree: Signal<'wire'>;
  /** A buffer that may be freed is kept. */
  readonly keeps: Signal<'wire'>;
  /** The message that is indicated is a held call, or may leave in the buffer of one. */
  readonly held: Signal<'wire'>;
}

const answerNames = [
  'accepted',
  'done',
  'code',
  'allocated',
  'allocated_entry',
  'allocated_pointer',
] as const;

/** The wires of what holds calls; undefined where none can be held. */
export function declareHolding(m: ModuleBuilder, sizes: Sizes): Holding | undefined {
  if (!holdsCalls(sizes)) return undefined;
  const asked = senderPorts(sizes);
  const keeping = (party: Party) => ({
    mayFree: m.declare(`${party}_may_free`, 1),
    keeps: m.declare(`${party}_keeps`, 1),
    held: m.declare(`${party}_held`, 1),
  });
  const names = ['request', ...answerNames] as const;
  return {
    port: Object.fromEntries(
      names.map((name) => [name, m.declare(`second_port_${name}`, asked[name].width, asked[name].doc)]),
    ) as Holding['port'],
    kept: {
      ...onlyIf(passesHeldCalls(sizes), () => ({ first: keeping('first') })),
      second: keeping('second'),
    },
    elsewhere: m.declare('second_elsewhere', 1),
  };
}

/** The operation of a party that takes effect, and what comes of it. */
export interface HeldSide {
  readonly port: Readonly<
    Record<'effect_entry' | 'effect_tag' | 'effect_kind' | 'effect_by_circuits' | 'effect_allocated', Signal>
  >;
  readonly indicated: Signal;
  readonly pointer: Signal;
}

/** Places what holds calls between the sending circuits of the second party and its control port. */
export function describeHolding(
  m: ModuleBuilder,
  sizes: Sizes,
  io: Readonly<Record<string, Signal<'input'>>>,
  holding: Holding,
  sides: Readonly<Record<Party, HeldSide>>,
  detected: { readonly byCommand: Expression } & Readonly<Record<'tag' | 'kind' | 'entry', Signal>>,
): void {
  const passes = passesHeldCalls(sizes);
  const commands = hasCommands(sizes);
  const operation = (party: Party) => {
    const { port, indicated } = sides[party];
    return {
      entry: port.effect_entry,
      tag: port.effect_tag,
      kind: port.effect_kind,
      allocated: port.effect_allocated,
      indicated,
    };
  };
  const freeing = (party: Party) => ({
    ...onlyIf(commands, () => ({ by_circuits: sides[party].port.effect_by_circuits })),
    freed: holding.kept[party]!.mayFree,
    keeps: holding.kept[party]!.keeps,
    held: holding.kept[party]!.held,
  });
  const sender = (name: string) => io[`second_sender_${name}`]!;
  const { request, ...answers } = holding.port;
  m.instance('u_held_buffers', heldBuffers(sizes), {
    hold: io.hold!,
    ...onlyIf(passes, () => ({ keeps_returns: io.keeps_returns! })),
    ...withPrefix('first', {
      ...operation('first'),
      pointer: sides.first.pointer,
      ...onlyIf(passes, () => freeing('first')),
    }),
    ...withPrefix('second', { ...operation('second'), ...freeing('second') }),
    second_elsewhere: holding.elsewhere,
    ...onlyIf(commands, () => ({
      second_command_detects: detected.byCommand,
      second_detected_tag: detected.tag,
      second_detected_kind: detected.kind,
      second_detected_entry: detected.entry,
    })),
    ...withPrefix(
      'sender',
      Object.fromEntries(
        [...answerNames, 'request', 'operation', ...Object.keys(reusePorts(sizes))].map((name) => [
          name,
          sender(name),
        ]),
      ),
    ),
    port_request: request,
    ...withPrefix('port', answers),
  } as never);
}
