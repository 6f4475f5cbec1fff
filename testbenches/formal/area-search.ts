// SPDX-License-Identifier: Apache-2.0
import { type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { PropertySet } from './property.ts';
import type { Taps } from './taps.ts';

/** The searches of the scanning allocator: which probes of a search have failed so far. */
export function areaSearch(taps: Taps, sizes: Sizes): PropertySet {
  const { buffers } = sizes.configuration;
  const counterWidth = sizes.countBits;
  const search = (party: Party) => (name: string) => taps.inside(`u_${party}_allocation.${name}`);
  const probes = (party: Party) => taps.inside(`u_${party}_port.swaps`);
  const flag = (party: Party) => taps.probe(`atomic_swap.${party}_old_flag`);
  return {
    memory: parties
      .map(
        (party) => `
  reg [${counterWidth - 1}:0] ${party}_failed;
  wire ${party}_probe_fails = ${probes(party)} && !(${flag(party)} && ${search(party)('permit')});
  always @(posedge clk)
    if (rst || (${probes(party)} && !${party}_probe_fails) || ${party}_gets_none) ${party}_failed <= 0;
    else if (${party}_probe_fails) ${party}_failed <= ${party}_failed + 1'd1;
`,
      )
      .join(''),
    properties: parties.flatMap((party) => {
      const [busy, entry, counter] = ['busy_q', 'entry_q', 'counter_q'].map(search(party));
      const [ready, count] = [taps.probe('initialization.ready'), taps.probe('control_ram.count')];
      const failing = `${party}_failed + ${probes(party)}`;
      return [
        {
          name: `${party}_probes_in_order`,
          of: 'A8.6' as const,
          holds: `!${probes(party)} || ${taps.probe(`${party}_port.entry`)} == ${party}_failed`,
        },
        {
          name: `${party}_search_goes_on`,
          holds: `${busy} ? ${ready} && ${counter} < ${buffers} && ${failing} + ${counter} == ${count} && ${entry} == (${buffers} - ${counter}) % ${2 ** sizes.entryBits} : !${probes(party)} && ${party}_failed == 0`,
        },
        {
          name: `${party}_is_answered_by_a_probe`,
          holds: `!(${party}_gets_none || ${party}_allocates) || ${probes(party)}`,
        },
      ];
    }),
  };
}
