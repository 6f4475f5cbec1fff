// SPDX-License-Identifier: Apache-2.0
import { type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { Property } from './property.ts';
import type { Taps } from './taps.ts';

/** The invariants of an area, on what `areaHistory` remembers. */
export function areaProperties(taps: Taps, sizes: Sizes): Property[] {
  return [
    ...parties.flatMap((party) => oneHolder(taps, party)),
    {
      name: 'not_granted_to_both',
      of: 'A8.1',
      holds: '!(first_allocates_it && second_allocates_it)',
    },
    ...freeAndAllocated(taps, sizes),
    ...flagChanges(taps),
    ...parties.flatMap((party) => freedAsAsked(taps, party)),
  ];
}

const isHolder = (party: Party) => (party === 'second' ? 'second_holds_it' : '!second_holds_it');

function oneHolder(taps: Taps, party: Party): Property[] {
  const byCircuits = taps.probe(`${party}_port.by_circuits`);
  const holds = `it_is_held && !it_waits && ${isHolder(party)} && circuits_hold_it == ${byCircuits}`;
  const windowEntry = taps.inside(`${party}_window_entry`);
  const windowHolds = taps.inside(`${party}_window_holds`);
  return [
    {
      name: `${party}_is_granted_a_free_one`,
      of: 'A8.1',
      holds: `!${party}_allocates_it || (its_flag && !it_is_held)`,
    },
    { name: `${party}_frees_its_own`, of: 'A8.1', holds: `!${party}_frees_it || (${holds})` },
    { name: `${party}_sends_its_own`, of: 'A8.1', holds: `!${party}_sends_it || (${holds})` },
    {
      name: `${party}_receives_what_waits_for_it`,
      of: 'A8.1',
      holds: `!${party}_receives_it || (it_is_held && it_waits && ${isHolder(party)})`,
    },
    {
      name: `${party}_reaches_its_own`,
      of: 'A8.1',
      holds: `!(it_is_held && ${windowEntry} == watched && ${windowHolds}) || (!it_waits && ${isHolder(party)} && !circuits_hold_it)`,
    },
  ];
}

function freeAndAllocated(taps: Taps, sizes: Sizes): Property[] {
  const { buffers } = sizes.configuration;
  const flags = taps.probe('control_ram.flags');
  const count = taps.probe('control_ram.count');
  const ready = taps.probe('initialization.ready');
  const freeOrAllocated = Array.from(
    { length: buffers },
    (_, entry) => `(8'd0 + ${flags}[${entry}] + held[${entry}])`,
  );
  return [
    {
      name: 'free_and_allocated_are_all',
      of: 'A8.2',
      holds: `!${ready} || ${freeOrAllocated.join(' + ')} == ${count}`,
    },
    { name: 'the_number_is_constant', of: 'A8.2', holds: `!${ready} || ${count} == ${buffers}` },
    { name: 'free_or_allocated', holds: `!${ready} || ${flags} == ~held` },
  ];
}

function flagChanges(taps: Taps): Property[] {
  const done = (party: Party) => taps.probe(`atomic_swap.${party}_done`);
  const entry = (party: Party) => taps.probe(`atomic_swap.${party}_entry`);
  return [
    {
      name: 'cleared_by_a_swap_alone',
      of: 'A8.3',
      holds: '!(its_flag_before && !its_flag) || swapped_before || reset_before',
    },
    {
      name: 'set_by_a_store_or_initialization_alone',
      of: 'A8.3',
      holds: '!(!its_flag_before && its_flag) || stored_before || initialized_before',
    },
    {
      name: 'one_operation_on_a_flag',
      of: 'A8.3',
      holds: `!(${done('first')} && ${done('second')} && ${entry('first')} == ${entry('second')})`,
    },
    ...parties.flatMap((party): Property[] => [
      {
        name: `${party}_swap_is_an_allocation`,
        of: 'A8.3',
        holds: `(${party}_swaps_it && its_flag) == ${party}_allocates_it`,
      },
      {
        name: `${party}_store_is_a_deallocation`,
        of: 'A8.3',
        holds: `${party}_stores_it == ${party}_frees_it`,
      },
    ]),
  ];
}

/** Receiving circuits get what they are ready for, and free what they ask for: the rest of A8.4 is theirs. */
function freedAsAsked(taps: Taps, party: Party): Property[] {
  const port = (name: string) => taps.probe(`${party}_port.${name}`);
  return [
    {
      name: `${party}_takes_when_ready`,
      of: 'A8.4',
      holds: `!${taps.inside(`${party}_circuits_take`)} || ${taps.inside(`${party}_circuits_ready`)}`,
    },
    {
      name: `${party}_frees_when_asked`,
      of: 'A8.4',
      holds: `!${port('release_accepted')} || ${port('release_request')}`,
    },
    {
      name: `${party}_frees_what_was_asked`,
      of: 'A8.4',
      holds: `!(${party}_frees_it && ${port('by_circuits')} && ${port('by_receiver')}) || ${party}_asked_before`,
    },
  ];
}
