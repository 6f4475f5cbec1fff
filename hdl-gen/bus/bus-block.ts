// SPDX-License-Identifier: Apache-2.0
import { hasCommands } from '../circuits/levels.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  type AnyModule,
  clockAndReset,
  defineModule,
  type ModuleBuilder,
  type ModuleDefinition,
  output,
  type PortDefinition,
  type PortDefinitions,
  prefixed,
  type Signal,
} from '../language/index.ts';
import { type AddressBlock, addressBlocks, registerPort, usersOf } from '../registers/index.ts';
import { accessPorts } from './access.ts';
import { axi4StreamIn, axi4StreamOut, connectStreamIn, connectStreamOut } from './axi4-stream.ts';
import { type BusFrontEnd, busFrontEnds } from './buses.ts';
import { managerRegisters } from './manager-registers.ts';
import { partyRegisters } from './party-registers.ts';

type Io = Readonly<Record<string, Signal>>;

/** A block whose parties reach it through a bus, with their streams as AXI4-Stream: the block itself and what stands before it. */
export function busBlock(core: AnyModule, sizes: Sizes): ModuleDefinition<PortDefinitions> {
  const { configuration } = sizes;
  if (configuration.bus === 'native') throw new Error('A block without a bus needs nothing before it.');
  const bus = busFrontEnds[configuration.bus];
  const users = usersOf(configuration);
  const blocks = addressBlocks(configuration);
  const streams = [
    ...users.map(({ name }) => ({ name, canAbort: true })),
    ...(configuration.server === 'remote' ? [{ name: 'link', canAbort: false }] : []),
  ];
  const corePorts = core.ports as PortDefinitions;
  const kept = Object.fromEntries(Object.entries(corePorts).filter(([name]) => isPassedOn(name)));
  return defineModule<PortDefinitions>({
    name: `${core.name}_${configuration.bus.replaceAll('-', '_')}`,
    summary: `${core.summary.replace(/\.$/, '')}, behind ${bus.title}.`,
    claims: core.claims ?? '',
    timing: [
      'A message that is indicated through the bus raises the interrupt of the other party three cycles after the last handshake of its access.',
    ],
    notes: [
      'Each party has a bus port and sees its own registers alone. The manager has another one for settings, statistics and limits.',
    ],
    ports: {
      ...clockAndReset(),
      ...kept,
      ...Object.assign({}, ...blocks.map((block) => blockPorts(bus, block))),
      ...Object.assign(
        {},
        ...streams.map(({ name, canAbort }) => ({
          ...prefixed(`${name}_in`, `${name}: messages to send, AXI4-Stream`, axi4StreamIn(sizes, canAbort)),
          ...prefixed(`${name}_out`, `${name}: received messages, AXI4-Stream`, axi4StreamOut(sizes)),
        })),
      ),
    },
    build(m, io) {
      m.comment('Between the block and what stands before it: its native ports.');
      const wires = new Map<string, Signal>();
      for (const [name, { role, width, doc }] of Object.entries(corePorts)) {
        if (role === 'clock' || role === 'reset') continue;
        if (isPassedOn(name)) {
          wires.set(name, io[name]!);
          continue;
        }
        const wire = m.declare(name, width, doc);
        wires.set(name, wire);
        m.probe(name, wire, doc);
      }
      const wire = (name: string) => wires.get(name) as Signal<'wire'>;
      m.instance('u_core', core, Object.fromEntries(wires) as never);

      for (const { name, role } of users) {
        const block = blocks.find((candidate) => candidate.name === name)!;
        m.comment(`What the ${name} reaches.`);
        const access = placeFrontEnd(m, io, bus, block);
        const module = partyRegisters(sizes, block, role);
        const enabled = m.declare(`${name}_enabled`, 1);
        const of = (suffix: string) => wire(`${name}_${suffix}`);
        const area = configuration.parties === 'two' ? 'area' : `${name}_area`;
        const own: Record<string, Signal | ReturnType<Signal['and']>> = {
          ...access,
          ready: io.ready!,
          free: wire(`${area}_shown_flags`),
          enabled,
          interrupt: io[`${name}_irq`]!,
          message_waits: hasCommands(sizes) ? of('interrupt') : io.ready!,
          ...(configuration.statisticsBits > 0 ? endsOfMessages(m, name, of) : {}),
          ...(wires.has(`${name}_in_aborted`) ? { aborted: of('in_aborted') } : {}),
          last_error_code: of('error_code'),
          last_error_entry: of('error_entry'),
          last_error_tag: of('error_tag'),
          last_error_clear: of('error_clear'),
        };
        const connections = Object.entries(module.ports as Readonly<Record<string, PortDefinition>>).flatMap(
          ([port, { role: direction }]) =>
            direction === 'clock' || direction === 'reset' ? [] : [[port, own[port] ?? of(port)] as const],
        );
        m.instance(`u_${name}_registers`, module as AnyModule, Object.fromEntries(connections) as never);
        connectStreamIn(m, streamOf(io, `${name}_in`), of, true, enabled);
        connectStreamOut(m, streamOf(io, `${name}_out`), of);
        if (wires.has(`${name}_in_aborted_tag`)) {
          m.wire(`unused_${name}_aborted_tag`, of('in_aborted_tag').any());
        }
      }
      if (configuration.server === 'remote') {
        const of = (suffix: string) => wire(`link_${suffix}`);
        connectStreamIn(m, streamOf(io, 'link_in'), of, false, undefined);
        connectStreamOut(m, streamOf(io, 'link_out'), of);
      }
      m.comment('What the manager reaches.');
      const manager = blocks.find(({ name }) => name === 'manager')!;
      const port = registerPort(configuration);
      m.instance('u_manager_registers', managerRegisters(sizes, manager), {
        ...placeFrontEnd(m, io, bus, manager),
        ready: io.ready!,
        interrupt: io.manager_irq as Signal<'output'>,
        ...Object.fromEntries(Object.keys(port).map((name) => [name, wire(name)])),
      } as never);
    },
  });

  /** Ports of the block itself that are ports of the whole too. */
  function isPassedOn(name: string): boolean {
    if (name === 'ready' || name === 'link_up') return true;
    return configuration.server === 'remote' && name.startsWith('kernel_error_');
  }
}

/** When the streams of a party end a message. */
function endsOfMessages(
  m: ModuleBuilder,
  name: string,
  of: (suffix: string) => Signal,
): Readonly<Record<'sends' | 'receives', Signal>> {
  return {
    sends: m.wire(`${name}_sends`, of('in_valid').and(of('in_ready'), of('in_last'), of('in_abort').not())),
    receives: m.wire(`${name}_receives`, of('out_valid').and(of('out_ready'), of('out_last'))),
  };
}

function blockPorts(bus: BusFrontEnd, { name, addressBits }: AddressBlock): PortDefinitions {
  return {
    ...prefixed(`${name}_${bus.prefix}`, `${name}: registers, ${bus.title}`, bus.ports(addressBits)),
    ...prefixed(name, `${name}: processor`, { irq: output(1, 'a level, active high') }),
  };
}

/** Places a front end; returns its accesses by the names that registers have for them. */
function placeFrontEnd(
  m: ModuleBuilder,
  io: Io,
  { prefix, module, ports }: BusFrontEnd,
  { name, addressBits }: AddressBlock,
): Readonly<Record<string, Signal>> {
  const access = Object.fromEntries(
    Object.entries(accessPorts(addressBits)).map(([port, { width, doc }]) => [
      port,
      m.declare(`${name}_${port}`, width, doc),
    ]),
  );
  m.instance(
    `u_${name}_bus`,
    module,
    {
      ...Object.fromEntries(
        Object.keys(ports(addressBits)).map((port) => [port, io[`${name}_${prefix}_${port}`]]),
      ),
      ...access,
    } as never,
    { ADDRESS_WIDTH: addressBits },
  );
  return access;
}

/** The signals of an AXI4-Stream by the names that its specification gives them. */
function streamOf(io: Io, prefix: string): Io {
  return Object.fromEntries(
    Object.entries(io).flatMap(([name, signal]) =>
      name.startsWith(`${prefix}_t`) ? [[name.slice(prefix.length + 1), signal]] : [],
    ),
  );
}
