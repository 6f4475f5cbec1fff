// SPDX-License-Identifier: Apache-2.0
import { callTags } from '../circuits/call-tags.ts';
import { holdsCalls } from '../circuits/holding.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { ownership } from '../circuits/ownership.ts';
import { type Both, both, type Party } from '../circuits/parties.ts';
import { isHardened } from '../circuits/provisioned.ts';
import { takesBack } from '../circuits/reclaiming.ts';
import { returnsUnderWay } from '../circuits/returns-under-way.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { ModuleBuilder, Signal } from '../language/index.ts';
import { withPrefix } from './connect.ts';

/** What is found out about the operation of a party that takes effect; only with hardening, and of holders only with commands. */
export interface Checks {
  readonly holds: Signal<'wire'>;
  readonly maySend: Signal<'wire'>;
  readonly acceptable: Signal<'wire'>;
}

/** What the checks of a party look at, and what they drive besides. */
export interface CheckedSide {
  readonly port: Readonly<
    Record<'effect_entry' | 'effect_by_circuits' | 'effect_allocated' | 'effect_kind' | 'effect_tag', Signal>
  >;
  readonly indicated: Signal;
  readonly detected: Signal;
  readonly detectedEntry: Signal;
  readonly detectedByCircuits: Signal;
  readonly pending: Signal<'output'>;
  /** Only where what a dead party holds can be taken back. */
  readonly owned: Signal<'output'>;
  readonly windowEntry: Signal;
  readonly windowHolds: Signal<'output'>;
}

/** The wires of the checks, before the circuits that drive them can be connected. */
export function declareChecks(m: ModuleBuilder, sizes: Sizes): Both<Checks> {
  if (!isHardened(sizes)) return {} as Both<Checks>;
  const declare = (name: string) => both((party) => m.declare(`${party}_${name}`, 1));
  const commands = hasCommands(sizes);
  const holders = onlyIf(commands, () => ({ holds: declare('holds'), maySend: declare('may_send') }));
  const acceptable = declare('tag_acceptable');
  return both((party) => ({
    ...onlyIf(commands, () => ({ holds: holders.holds[party], maySend: holders.maySend[party] })),
    acceptable: acceptable[party],
  }));
}

/** Who holds each buffer, and which calls are open; without hardening it decides turns alone, and calls are not followed. */
export function describeChecks(
  m: ModuleBuilder,
  sizes: Sizes,
  checks: Both<Checks>,
  state: { readonly flags: Signal; readonly return_under_way: Signal<'wire'> },
  calls: { readonly open_calls?: Signal<'output'> },
  sides: Both<CheckedSide>,
): void {
  const hardened = isHardened(sizes);
  const tags = (party: Party) => ({
    kind: sides[party].port.effect_kind,
    tag: sides[party].port.effect_tag,
    acceptable: checks[party].acceptable,
    indicated: sides[party].indicated,
  });
  const operation = (party: Party) => ({
    entry: sides[party].port.effect_entry,
    allocated: sides[party].port.effect_allocated,
  });
  const owners = (party: Party) => {
    const { port, indicated, detected, detectedEntry, detectedByCircuits } = sides[party];
    const { pending, owned, windowEntry, windowHolds } = sides[party];
    return {
      ...operation(party),
      by_circuits: port.effect_by_circuits,
      indicated,
      detected,
      detected_entry: detectedEntry,
      detected_by_circuits: detectedByCircuits,
      pending,
      ...onlyIf(takesBack(sizes), () => ({ owned })),
      ...onlyIf(hardened, () => ({
        holds: checks[party].holds,
        may_send: checks[party].maySend,
        window_entry: windowEntry,
        window_holds: windowHolds,
      })),
    };
  };
  if (hardened) {
    m.instance('u_call_tags', callTags(sizes), {
      ...withPrefix('first', tags('first')),
      ...withPrefix('second', tags('second')),
      ...calls,
    });
  }
  if (hasCommands(sizes)) {
    m.instance('u_ownership', ownership(sizes), {
      ...state,
      ...withPrefix('first', owners('first')),
      ...withPrefix('second', owners('second')),
    });
    return;
  }
  m.instance('u_returns_under_way', returnsUnderWay(sizes), {
    ...state,
    ...withPrefix('first', operation('first')),
    ...withPrefix('second', operation('second')),
    ...onlyIf(holdsCalls(sizes), () => ({ second_indicated: sides.second.indicated })),
  });
}
