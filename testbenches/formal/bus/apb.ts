// SPDX-License-Identifier: Apache-2.0
import type { PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { type AccessSide, limit } from './access-side.ts';

const of: ProvedInvariant = 'APB4';
const operands = ['pwrite', 'paddr', 'pwdata', 'pstrb'] as const;

/** A requester keeps to the phases of a transfer: setup, then access until it is ready, all of it stable. */
export function apbAssumptions(taps: Taps): string[] {
  const [select, enable] = [taps.inside('psel'), taps.inside('penable')];
  return [
    `!${enable} || (${select} && transfers)`,
    `!transfers || (${select} && ${enable} && offered == offered_before)`,
  ];
}

/** What APB4 promises such a requester. */
export function apbProperties(taps: Taps, side: AccessSide, widthOfAsked: number): PropertySet {
  const seen = taps.inside;
  const [select, enable, ready, refused] = ['psel', 'penable', 'pready', 'pslverr'].map(seen) as [
    string,
    string,
    string,
    string,
  ];
  const access = `(${select} && ${enable})`;
  return {
    memory: `${side.memory}
  // A transfer has begun and is not done.
  reg transfers;
  // Accesses that its registers have made for it.
  reg made;
  wire [${widthOfAsked - 1}:0] offered = {${operands.map(seen).join(', ')}};
  reg [${widthOfAsked - 1}:0] offered_before;
  always @(posedge clk) begin
    transfers <= !rst && ${select} && !(${enable} && ${ready});
    offered_before <= offered;
    made <= !rst && transfers && (made || ${side.done}) && !${ready};
  end
`,
    properties: [
      ...side.properties,
      { name: 'ready_in_the_access_phase', of, holds: `!${ready} || ${access}` },
      { name: 'error_with_ready', of, holds: `!${refused} || (${access} && ${ready})` },
      { name: 'ends_with_its_access', of, holds: `${ready} == ${side.done}` },
      { name: 'one_access_for_each_transfer', of, holds: `!${side.valid} || (transfers && !made)` },
      { name: 'access_is_what_was_asked', of, holds: `!${side.valid} || ${side.asked} == offered` },
      {
        name: 'answer_is_what_was_found',
        of,
        holds: `!${ready} || (${refused} == ${side.error} && ${seen('prdata')} == ${side.data})`,
      },
      { name: 'ends_in_time', of, holds: `!${access} || ${side.waited} < ${limit}` },
      { name: 'waits_in_a_transfer', holds: '!access_waited || transfers' },
    ],
  };
}
