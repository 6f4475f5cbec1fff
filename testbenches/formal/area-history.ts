// SPDX-License-Identifier: Apache-2.0
import { atomicOperations, operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import { passesHeldCalls } from '../../hdl-gen/circuits/holding.ts';
import { otherParty, type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { Taps } from './taps.ts';

/**
 * What the properties of an area remember by themselves: who was given which buffer, from the answers of the control
 * ports alone, for every buffer and in full detail for one that the prover chooses.
 */
export function areaHistory(taps: Taps, sizes: Sizes): string {
  const { entries, entryBits } = sizes;
  const { buffers } = sizes.configuration;
  const flags = taps.probe('control_ram.flags');
  return `
  // One buffer, chosen once; what holds for it holds for each.
  (* anyconst *) reg [${entryBits - 1}:0] watched;
  always @* assume (watched < ${buffers});
${parties.map((party) => eventsOf(taps, party, passesHeldCalls(sizes))).join('')}
  // Who holds what.
  reg [${entries - 1}:0] held;
  reg second_holds_it;
  reg circuits_hold_it;
  reg it_waits;
  always @(posedge clk) begin
    if (rst) begin
      held <= 0;
      second_holds_it <= 0;
      circuits_hold_it <= 0;
      it_waits <= 0;
    end else begin
${parties.map((party) => changesBy(taps, party)).join('')}    end
  end
  wire it_is_held = held[watched];
  wire its_flag = ${flags}[watched];
  // Without those whose allocation takes effect now.
  wire [${entries - 1}:0] free_now = ${flags}
        & ~(first_swaps ? ${one(entries)} << ${taps.probe('atomic_swap.first_entry')} : ${entries}'d0)
        & ~(second_swaps ? ${one(entries)} << ${taps.probe('atomic_swap.second_entry')} : ${entries}'d0);

  // The cycle before.
  reg its_flag_before, swapped_before, stored_before, initialized_before, reset_before;
  reg first_asked_before, second_asked_before;
  always @(posedge clk) begin
    its_flag_before <= its_flag;
    swapped_before <= first_swaps_it || second_swaps_it;
    stored_before <= first_stores_it || second_stores_it;
    initialized_before <= ${taps.probe('initialization.filling')} && ${taps.probe('initialization.entry')} == watched;
    reset_before <= rst;
${parties.map((party) => askedBefore(taps, party)).join('')}  end
`;
}

function askedBefore(taps: Taps, party: Party): string {
  const accepted = taps.probe(`${party}_port.release_accepted`);
  return `    ${party}_asked_before <= ${accepted} && ${taps.inside(`${party}_release_entry`)} == watched;\n`;
}

const one = (width: number) => `${width}'d1`;

/** What a party's control port answers and what its swaps do in this cycle. What `holds` keeps for a call is not freed. */
function eventsOf(taps: Taps, party: Party, holds: boolean): string {
  const port = (name: string) => taps.probe(`${party}_port.${name}`);
  const swap = (name: string) => taps.probe(`atomic_swap.${party}_${name}`);
  const answered = (operation: keyof typeof operations) =>
    `${port('answered')} && ${port('operation')} == ${operations[operation]}`;
  const ok = `${port('code')} == ${resultCodes.OK}`;
  const it = `${port('entry')} == watched`;
  const detection = `u_${party}_detection`;
  return `
  wire ${party}_allocates = ${answered('ALLOCATE')} && ${ok};
  wire ${party}_gets_none = ${answered('ALLOCATE')} && ${port('code')} == ${resultCodes.NONE};
  wire ${party}_allocates_it = ${party}_allocates && ${it};
  wire ${party}_frees = ${answered('DEALLOCATE')} && ${ok}${holds ? ` && !${taps.inside(`${party}_keeps`)}` : ''};
  wire ${party}_frees_it = ${party}_frees && ${it};
  wire ${party}_sends_it = ${answered('INDICATE')} && ${ok} && ${it};
  wire ${party}_receives = ${taps.inside(`${detection}.pop`)};
  wire ${party}_receives_it = ${party}_receives && ${port('head_entry')} == watched;
  wire ${party}_swaps = ${swap('done')} && ${swap('operation')} == ${atomicOperations.SWAP};
  wire ${party}_swaps_it = ${party}_swaps && ${swap('entry')} == watched
      && ${swap('store')} && !${swap('value')};
  wire ${party}_stores_it = ${swap('done')} && ${swap('operation')} == ${atomicOperations.STORE}
      && ${swap('entry')} == watched && ${swap('store')} && ${swap('value')};
`;
}

function changesBy(taps: Taps, party: Party): string {
  const port = (name: string) => taps.probe(`${party}_port.${name}`);
  const bit = (which: Party) => (which === 'second' ? 1 : 0);
  return `      if (${party}_allocates) held[${port('entry')}] <= 1;
      if (${party}_frees) held[${port('entry')}] <= 0;
      if (${party}_allocates_it) begin
        second_holds_it <= ${bit(party)};
        circuits_hold_it <= ${port('by_circuits')};
        it_waits <= 0;
      end
      if (${party}_sends_it) begin
        second_holds_it <= ${bit(otherParty(party))};
        it_waits <= 1;
      end
      if (${party}_receives_it) begin
        circuits_hold_it <= ${taps.probe(`${party}_detection.circuits_take`)};
        it_waits <= 0;
      end
`;
}
