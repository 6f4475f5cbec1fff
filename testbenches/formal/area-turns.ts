// SPDX-License-Identifier: Apache-2.0
import { passesHeldCalls } from '../../hdl-gen/circuits/holding.ts';
import { type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { Property, PropertySet } from './property.ts';
import type { Taps } from './taps.ts';

/**
 * NONE is a true answer: the entries that are left below the limit are not for the party. While the reserve is on a request leaves the last one to a return; a
 * return leaves the next one to a request that waits and whose turn it is, and the last one only while another return is
 * under way.
 */
export function areaTurns(taps: Taps, sizes: Sizes): PropertySet {
  const { configuration } = sizes;
  const isLookup = configuration.allocator === 'lookup';
  // The return of a held call has its buffer.
  const waits = (party: Party) =>
    taps.inside(party === 'second' && passesHeldCalls(sizes) ? 'second_waits' : `${party}_allocation_waits`);
  const wants = (party: Party) => taps.inside(`u_${party}_port.allocation_wants`);
  const asks = (party: Party) => (isLookup ? `(${waits(party)} || ${wants(party)})` : waits(party));
  const takes = (party: Party) =>
    isLookup ? taps.inside(`u_${party}_port.allocation_taken`) : `${party}_allocates`;
  const below = taps.inside('u_limit.mask_q');
  // What is on offer may be given once more after the limit fell below it.
  const free = isLookup
    ? `(free_now & (${below} | ${taps.inside('u_allocation.offer_q')}))`
    : `(${taps.probe('control_ram.flags')} & ${below})`;
  const reserve = taps.inside('reserve');
  const width = `[${configuration.buffers - 1}:0]`;
  const circuit = isLookup ? 'u_allocation' : 'u_turn';
  return {
    memory: `
  // The turn goes to whoever saw the other served.
  reg turn_of_request;
  always @(posedge clk)
    if (rst) turn_of_request <= 1;
    else if (${takes('first')} && ${asks('second')}) turn_of_request <= 0;
    else if (${takes('second')} && ${asks('first')}) turn_of_request <= 1;
  wire ${width} besides_one = ${free} & (${free} - 1'd1);
  wire ${width} besides_two = besides_one & (besides_one - 1'd1);
  wire none_for_first = ${reserve} ? besides_one == 0
      : ${free} == 0 || (${waits('second')} && !turn_of_request && besides_one == 0);
  wire none_for_second = ${free} == 0 || (${waits('first')} && turn_of_request
      && (${reserve} ? besides_two == 0 && (besides_one != 0 || ${taps.inside('return_under_way')}) : besides_one == 0));
  reg none_for_first_before, none_for_second_before;
  always @(posedge clk) begin
    none_for_first_before <= none_for_first;
    none_for_second_before <= none_for_second;
  end
`,
    properties: [
      ...parties.flatMap((party) => (isLookup ? answeredAtOnce(party) : answeredAfterSearch(taps, party))),
      { name: 'turn_is_remembered', holds: `${taps.inside(`${circuit}.second_due_q`)} == !turn_of_request` },
    ],
  };
}

function answeredAtOnce(party: Party): Property[] {
  return [
    {
      name: `${party}_gets_none_when_none_is_left`,
      of: 'A8.6',
      holds: `!${party}_gets_none || none_for_${party}_before`,
    },
  ];
}

function answeredAfterSearch(taps: Taps, party: Party): Property[] {
  return [
    {
      name: `${party}_probe_fails_rightly`,
      of: 'A8.6',
      holds: `!${party}_probe_fails || !${taps.probe(`atomic_swap.${party}_old_flag`)} || none_for_${party}`,
    },
    {
      name: `${party}_gets_none_after_all_probes`,
      of: 'A8.6',
      holds: `!${party}_gets_none || (${party}_probe_fails && ${party}_failed + 1'd1 == ${party}_examined)`,
    },
  ];
}
