// SPDX-License-Identifier: Apache-2.0
import { resultBits } from '../circuits/codes.ts';
import { controlPort } from '../circuits/control-port.ts';
import { searches, takesNewEntries } from '../circuits/control-port-ports.ts';
import { asksWhatIsLeft, hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { type Both, both, parties } from '../circuits/parties.ts';
import { addsMemory } from '../circuits/provisioned.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { answersNone } from '../configuration/index.ts';
import type { ModuleBuilder, Signal } from '../language/index.ts';
import type { Holding } from './area-holding.ts';
import type { InlineSide } from './area-inline.ts';
import type { Heads } from './area-messages.ts';
import { type AreaSignals, areaPartyPorts } from './area-ports.ts';
import { interfaceOf, withPrefix } from './connect.ts';

/** What goes between the control port of a party and the circuits that carry its operations out. */
export type OperationWires = ReturnType<typeof declareOperations>['first'];

/** The wires of both parties, before the circuits that drive them can be placed. */
export function declareOperations(m: ModuleBuilder, sizes: Sizes) {
  return both((party) => {
    const declare = (name: string, width: number) => m.declare(`${party}_${name}`, width);
    return {
      swapReady: declare('swap_ready', 1),
      oldFlag: declare('old_flag', 1),
      entryPointer: declare('entry_pointer', sizes.pointerBits),
      offered: declare('offered', 1),
      ...onlyIf(asksWhatIsLeft(sizes), () => ({ exhausted: declare('exhausted', 1) })),
      indicateCode: declare('indicate_code', resultBits),
      deallocateCode: declare('deallocate_code', resultBits),
      deallocatePermit: declare('deallocate_permit', 1),
      ...onlyIf(hasCommands(sizes), () => ({ detectFound: declare('detect_found', 1) })),
      allocationEntry: declare('allocation_entry', sizes.entryBits),
      // Without a search there are no such wires.
      search: onlyIf(searches(sizes), () => ({
        continues: declare('continues', 1),
        permit: declare('may_take', 1),
        concludes: declare('concludes', 1),
      })),
      ...onlyIf(takesNewEntries(sizes), () => ({ grows: declare('grows', 1) })),
    };
  });
}

/** What control ports look at besides what their parties ask. */
export interface Surroundings {
  readonly ready: Signal;
  readonly inRange: Signal;
  readonly heads: Heads;
  readonly inline: Both<InlineSide> | undefined;
  readonly holding: Holding | undefined;
}

/** The outputs of the control port of a party. */
export type ControlPort = ReturnType<typeof placeControlPorts>['first'];

/** Places the one door of each party to the control area. */
export function placeControlPorts(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  wires: Both<OperationWires>,
  { ready, inRange, heads, inline, holding }: Surroundings,
) {
  const { control } = areaPartyPorts(sizes);
  return both((party) => {
    const own = wires[party];
    return m.instance(`u_${party}_port`, controlPort(sizes), {
      ...interfaceOf(io as never, party, control),
      ...inline?.[party].release,
      ...(party === 'second' && holding !== undefined ? withPrefix('sender', holding.port) : {}),
      ...onlyIf(hasCommands(sizes), () => ({
        command_hold: io[`${party}_command_hold`],
        head_entry: heads[party].entry,
        head_length: heads[party].length,
        head_tag: heads[party].tag,
        head_kind: heads[party].kind,
      })),
      ready,
      count_in_range: inRange,
      ...onlyIf(hasCommands(sizes), () => ({ detect_found: own.detectFound })),
      allocation_offered: own.offered,
      ...onlyIf(answersNone(sizes.configuration), () => ({ allocation_exhausted: own.exhausted })),
      allocation_entry: own.allocationEntry,
      ...withPrefix('allocation', own.search),
      ...onlyIf(takesNewEntries(sizes), () => ({ allocation_grows: own.grows })),
      swap_ready: own.swapReady,
      swap_old_flag: own.oldFlag,
      effect_entry_pointer: own.entryPointer,
      effect_indicate_code: own.indicateCode,
      effect_deallocate_code: own.deallocateCode,
      effect_deallocate_permit: own.deallocatePermit,
    });
  });
}

/** Tells each party what it could do, what came of its commands, and what of its operations was refused. */
export function describeOutcomes(
  m: ModuleBuilder,
  sizes: Sizes,
  io: AreaSignals,
  ready: Signal,
  wires: Both<OperationWires>,
  port: Both<ControlPort>,
): void {
  for (const party of parties) {
    const { exhausted, offered } = wires[party];
    // Where memory is added, asking for it makes it come.
    const could = addsMemory(sizes) ? exhausted.not() : offered;
    m.assign(io[`${party}_allocation_available`], could.and(ready));
    if (hasCommands(sizes)) {
      m.assign(io[`${party}_command_effect`], port[party].result_valid);
      m.assign(io[`${party}_command_found`], port[party].effect_found);
      m.assign(io[`${party}_command_buffer`], port[party].result_entry);
      m.assign(io[`${party}_command_bytes`], port[party].result_length);
    }
    m.assign(io[`${party}_refused`], port[party].effect_error);
    m.assign(io[`${party}_refused_code`], port[party].effect_code);
    m.assign(io[`${party}_refused_entry`], port[party].effect_entry);
    m.assign(io[`${party}_refused_tag`], port[party].effect_tag);
  }
}
