// SPDX-License-Identifier: Apache-2.0
import { releasePorts } from '../circuits/control-port-ports.ts';
import { failedCalls } from '../circuits/failed-calls.ts';
import { unpack } from '../circuits/fields.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { orphanedReturns } from '../circuits/orphaned-returns.ts';
import { addsMemory } from '../circuits/provisioned.ts';
import { reclaim } from '../circuits/reclaim.ts';
import { reclaimGate } from '../circuits/reclaim-gate.ts';
import { takesBack } from '../circuits/reclaiming.ts';
import { referenceFields } from '../circuits/reference.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { choose, input, type ModuleBuilder, output, type Signal } from '../language/index.ts';
import { areaPartyPorts } from './area-ports.ts';
import { withPrefix } from './connect.ts';
import { type AreaSide, declareInterface } from './connect-party.ts';
import type { PlacedRegisters } from './registers.ts';
import { sendsRequests } from './user-ports.ts';

type Signals = Readonly<Record<string, Signal>>;

/** The ports of a party that are closed while its buffers are taken back; seen from its circuits. */
const gatedPorts = {
  in_valid: input(1, 'a beat is given to its circuits'),
  in_ready: output(1, 'they accept it'),
  command_valid: input(1, 'a command is given to its area'),
  command_ready: output(1, 'it is accepted there'),
  window_ready: output(1, 'its window accepts an access'),
};

/** A party whose buffers can be taken back: what stands between its ports, its circuits and its area. */
export interface ReclaimedParty<Io> {
  /** The ports of the block, as the area and the circuits of the party see them. */
  readonly io: Io;
  /** The wires between the area and the party, as the area sees them. */
  readonly areaSide: AreaSide;
  /** What the area connects besides. */
  readonly area: { readonly taken_back: Signal<'wire'> };
  /** What resets the circuits of the party; undefined where only the reset of the block does. */
  readonly reset: Signal | undefined;
  /** Nothing of the party is accepted; only where it can be taken back. */
  readonly runs: Signal | undefined;
  /** What happens in a cycle, for the statistics. */
  readonly restart: Signal | undefined;
  /** Places the circuits, once the area is there. */
  place(area: Signals): void;
}

/**
 * Puts what takes back a party's buffers between that party and its area. In a design that takes nothing back it is not there.
 *
 * @param name of the party at the ports of the block
 */
export function declareReclaim<Io>(
  m: ModuleBuilder,
  io: Io,
  name: string,
  sizes: Sizes,
  side: AreaSide,
  registers: PlacedRegisters,
): ReclaimedParty<Io> {
  if (!takesBack(sizes)) {
    const area = {} as ReclaimedParty<Io>['area'];
    return { io, areaSide: side, area, reset: undefined, runs: undefined, restart: undefined, place() {} };
  }
  m.comment(`What stands between the ${name} and its circuits, so that all it holds can be taken back.`);
  const ports = io as Signals;
  const outer = (port: string) => ports[`${name}_${port}`]!;
  const declare = (port: string, doc: string) => m.declare(`${name}_${port}`, 1, doc);
  const isFirst = sendsRequests(name);
  const restart = declare('restart', 'its circuits are reset');
  const runs = outer('reclaims');
  const takenBack = declare('taken_back', 'a deallocation of the reclaim takes effect');
  const stale = isFirst ? declare('stale', 'a return waits that nobody is to get') : undefined;
  const inner = declareInterface(m, `${name}_inner`, gatedPorts) as Signals;
  const failureBeat = ['strobe', 'last', 'abort', 'tag', 'kind'].map((field) => `in_${field}`);
  const beat = isFirst
    ? {}
    : Object.fromEntries(
        failureBeat.map((port) => [port, m.declare(`${name}_inner_${port}`, outer(port).width as number)]),
      );
  const release = declareInterface(m, `${name}_port_release`, releasePorts(sizes));
  const { circuits_ready, circuits_take } = areaPartyPorts(sizes).reception;
  const receives = declareInterface(m, `${name}_area`, { circuits_ready, circuits_take });
  const closed =
    stale === undefined ? runs : m.wire(`${name}_closed`, runs.or(stale), 'its circuits take nothing');
  const byCommand = m.wire(`${name}_inner_receive_by_command`, outer('receive_by_command').and(closed.not()));
  const reset = m.wire(`${name}_reset`, ports.rst!.or(restart));
  return {
    io: { ...ports, ...withPrefix(name, { ...inner, ...beat, receive_by_command: byCommand }) } as Io,
    areaSide: { ...side, release, reception: { ...side.reception, ...receives } },
    area: { taken_back: takenBack },
    reset,
    runs,
    restart,
    place(area) {
      const party = isFirst ? 'first' : 'second';
      const setting = `${name}_reclaim`;
      // Each field is a wire only when it is asked for.
      const head = unpack(m, `${name}_head`, referenceFields(sizes), side.reception.head);
      const back = m.instance(`u_${name}_reclaim`, reclaim(sizes), {
        start: registers.setting(setting),
        ready: area.ready!,
        runs: runs as Signal<'output'>,
        restart,
        owned: area[`${party}_owned`]!,
        pending: outer('pending'),
        ...onlyIf(sizes.configuration.allocator === 'scan', () => ({
          searching: area[`${party}_searching`]!,
        })),
        ...onlyIf(addsMemory(sizes), () => ({ provisioned: area.provisioned! })),
        head_entry: head.entry,
        release_accepted: release.accepted,
        taken_back: takenBack,
      });
      m.assign(registers.status(`${setting}_runs`), runs);
      const passing = isFirst
        ? inner
        : {
            in_valid: declare('given_in_valid', gatedPorts.in_valid.doc),
            in_ready: declare('given_in_ready', gatedPorts.in_ready.doc),
          };
      m.instance(`u_${name}_gate`, reclaimGate, {
        restart,
        runs,
        commands_wait: stale ?? 0,
        drops: registers.status(`${name}_drops`),
        ...withoutPrefix(ports, name, ['in_last', ...Object.keys(gatedPorts)]),
        ...withPrefix('inner', { ...inner, ...passing }),
      } as never);
      const calls = { notes: back.notes, open_calls: area.open_calls! };
      const circuits = side.reception;
      let ready = m.wire(`${name}_circuits_may_take`, circuits.circuits_ready.and(closed.not()));
      if (stale === undefined) {
        m.instance(`u_${name}_failed_calls`, failedCalls(sizes), {
          ...calls,
          runs,
          fails: registers.status(`${name}_fails`),
          ...passing,
          ...withoutPrefix(ports, name, failureBeat),
          ...withPrefix('inner', { in_valid: inner.in_valid!, in_ready: inner.in_ready!, ...beat }),
        } as never);
        m.assign(release.request, side.release.request.or(back.release_request));
        m.assign(release.entry, choose(runs, back.release_entry, side.release.entry));
        m.assign(side.release.accepted, release.accepted);
      } else {
        const requests = m.wire(`${name}_frees`, side.release.request.or(back.release_request));
        const entry = m.wire(`${name}_freed_entry`, choose(runs, back.release_entry, side.release.entry));
        const orphans = m.instance(`u_${name}_orphaned_returns`, orphanedReturns(sizes), {
          ...calls,
          restart,
          orphans: registers.status(`${name}_orphans`),
          head_valid: area[`${party}_head_valid`]!,
          head_entry: head.entry,
          head_tag: head.tag,
          head_kind: head.kind,
          stale: stale as Signal<'wire'>,
          take: receives.circuits_take,
          release_request: requests,
          release_entry: entry,
          release_accepted: side.release.accepted,
          ...withPrefix('port_release', release),
        });
        ready = m.wire(`${name}_may_take`, choose(stale, orphans.ready, ready));
      }
      m.assign(receives.circuits_ready, choose(runs, back.takes, ready));
      m.assign(circuits.circuits_take, receives.circuits_take.and(closed.not()));
    },
  };
}

function withoutPrefix(signals: Signals, prefix: string, names: readonly string[]): Signals {
  return Object.fromEntries(names.map((name) => [name, signals[`${prefix}_${name}`]!]));
}
