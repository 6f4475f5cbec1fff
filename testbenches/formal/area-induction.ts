// SPDX-License-Identifier: Apache-2.0
import { atomicOperations, operations } from '../../hdl-gen/circuits/codes.ts';
import { type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { Property } from './property.ts';
import type { Taps } from './taps.ts';

/** What the induction must know about the registers of an area, besides its invariants. */
export function areaInduction(taps: Taps, sizes: Sizes): Property[] {
  const { entries } = sizes;
  return [
    ...initialization(taps, sizes),
    ...parties.flatMap((party) => sameOperation(taps, party)),
    ...owners(taps),
    ...parties.map((party) => askedFor(taps, party)),
    ...(sizes.configuration.allocator === 'lookup' ? offer(taps, entries) : []),
  ];
}

function initialization(taps: Taps, sizes: Sizes): Property[] {
  const { buffers } = sizes.configuration;
  const { entries } = sizes;
  const ready = taps.probe('initialization.ready');
  const entry = taps.probe('initialization.entry');
  const flags = taps.probe('control_ram.flags');
  const count = taps.probe('control_ram.count');
  const busy = parties.map((party) => taps.inside(`u_${party}_port.valid_q`));
  const swaps = parties.map((party) => taps.probe(`atomic_swap.${party}_done`));
  return [
    {
      name: 'filled_so_far',
      holds: `${ready} || (${flags} == (${entries}'d1 << ${entry}) - 1'd1 && ${entry} < ${buffers} && held == 0)`,
    },
    { name: 'number_while_filling', holds: `${ready} || ${count} == (${entry} == 0 ? 0 : ${buffers})` },
    { name: 'nothing_before_ready', holds: `${ready} || !(${[...busy, ...swaps].join(' || ')})` },
  ];
}

/** What the control port answers is what the swap unit does. */
function sameOperation(taps: Taps, party: Party): Property[] {
  const port = (name: string) => taps.inside(`u_${party}_port.${name}`);
  const swap = (name: string) => taps.inside(`u_atomic_swap.${party}_${name}`);
  const is = (operation: keyof typeof operations) => `${port('operation_q')} == ${operations[operation]}`;
  const touches = `(${port('valid_q')} && !(${is('DETECT')}) && !(${is('ALLOCATE')} && ${port('without_entry_q')}))`;
  const unit = (operation: keyof typeof atomicOperations) =>
    `${swap('operation_q')} == ${atomicOperations[operation]}`;
  return [
    { name: `${party}_operation_is_one`, holds: `${swap('done_q')} == ${touches}` },
    {
      name: `${party}_operation_is_the_same`,
      holds: `!${swap('done_q')} || (${swap('entry_q')} == ${port('entry_q')} && (${is('ALLOCATE')} ? ${unit('SWAP')} && !${swap('value_q')} : ${is('INDICATE')} ? ${unit('LOAD')} : ${unit('STORE')} && ${swap('value_q')}))`,
    },
  ];
}

function askedFor(taps: Taps, party: Party): Property {
  const port = (name: string) => taps.inside(`u_${party}_port.${name}`);
  return {
    name: `${party}_release_was_asked_for`,
    holds: `!(${port('valid_q')} && ${port('operation_q')} == ${operations.DEALLOCATE} && ${port('by_receiver_q')} && ${port('entry_q')} == watched) || ${party}_asked_before`,
  };
}

function owners(taps: Taps): Property[] {
  const of = (name: string) => `${taps.probe(`ownership.${name}`)}[watched]`;
  return [
    { name: 'owner_is_remembered', holds: `!it_is_held || ${of('second_owns')} == second_holds_it` },
    { name: 'level_is_remembered', holds: `!it_is_held || ${of('circuits_own')} == circuits_hold_it` },
    { name: 'waiting_is_remembered', holds: `${of('pending')} == (it_is_held && it_waits)` },
  ];
}

/** The entry on offer is free, and the one just taken is about to be allocated. */
function offer(taps: Taps, entries: number): Property[] {
  const inside = (name: string) => taps.inside(`u_allocation.${name}`);
  const flags = taps.probe('control_ram.flags');
  const [valid, bits, entry, taken] = ['offer_valid_q', 'offer_q', 'entry_q', 'taken_q'].map(inside);
  const effect = (party: Party) =>
    `(${party}_swaps ? ${entries}'d1 << ${taps.probe(`atomic_swap.${party}_entry`)} : ${entries}'d0)`;
  return [
    {
      name: 'offer_is_one_entry',
      holds: `${bits} == (${valid} ? ${entries}'d1 << ${entry} : ${entries}'d0)`,
    },
    { name: 'offer_is_free', holds: `(${bits} & ~${flags}) == 0 && (${bits} & ${taken}) == 0` },
    { name: 'taken_is_being_allocated', holds: `${taken} == (${parties.map(effect).join(' | ')})` },
    { name: 'taken_was_free', holds: `(${taken} & ~${flags}) == 0` },
  ];
}
