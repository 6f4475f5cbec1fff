// SPDX-License-Identifier: Apache-2.0
import { type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { PropertySet } from './property.ts';
import type { Taps } from './taps.ts';

/** The searches of the scanning allocator: how many entries a search examines, and which of its probes have failed. */
export function areaSearch(taps: Taps, sizes: Sizes): PropertySet {
  const { buffers } = sizes.configuration;
  const counterWidth = sizes.countBits;
  const [limit, count] = [taps.inside('limit'), taps.probe('control_ram.count')];
  const search = (party: Party) => (name: string) => taps.inside(`u_${party}_allocation.${name}`);
  const probes = (party: Party) => taps.inside(`u_${party}_port.swaps`);
  const flag = (party: Party) => taps.probe(`atomic_swap.${party}_old_flag`);
  return {
    memory: parties
      .map(
        (party) => `
  reg [${counterWidth - 1}:0] ${party}_failed;
  reg [${counterWidth - 1}:0] ${party}_examined;
  always @(posedge clk)
    if (${search(party)('taken')})
      ${party}_examined <= ${limit} < ${count} ? ${limit} : ${count};
  wire ${party}_probe_fails = ${probes(party)} && !(${flag(party)} && ${search(party)('permit')});
  always @(posedge clk)
    if (rst || (${probes(party)} && !${party}_probe_fails) || ${party}_gets_none) ${party}_failed <= 0;
    else if (${party}_probe_fails) ${party}_failed <= ${party}_failed + 1'd1;
`,
      )
      .join(''),
    properties: parties.flatMap((party) => {
      const [busy, entry, counter] = ['busy_q', 'entry_q', 'counter_q'].map(search(party));
      const ready = taps.probe('initialization.ready');
      const examined = `${party}_examined`;
      const failing = `${party}_failed + ${probes(party)}`;
      return [
        {
          name: `${party}_probes_in_order`,
          of: 'A8.6' as const,
          holds: `!${probes(party)} || ${taps.probe(`${party}_port.entry`)} == ${party}_failed`,
        },
        {
          name: `${party}_search_goes_on`,
          holds: `${busy} ? ${ready} && ${examined} <= ${buffers} && ${counter} < ${examined} && ${failing} + ${counter} == ${examined} && ${entry} == (${examined} - ${counter}) % ${2 ** sizes.entryBits} : !${probes(party)} && ${party}_failed == 0`,
        },
        {
          name: `${party}_is_answered_by_a_probe`,
          holds: `!(${party}_gets_none || ${party}_allocates) || ${probes(party)}`,
        },
      ];
    }),
  };
}
