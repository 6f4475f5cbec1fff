// SPDX-License-Identifier: Apache-2.0
import { reclaimCycles } from '../../hdl-gen/circuits/reclaim.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import { bitsToHold } from '../../hdl-gen/language/index.ts';
import type { PropertySet } from './property.ts';
import type { Taps } from './taps.ts';

const [STOP, LOOK, DRAIN, FREE] = [1, 2, 3, 4];

/**
 * What the area does for a reclaim: the queue of the party gives one of its references in each cycle while it has one, nothing
 * that is noted is indicated to the party again, and nobody loses a flag twice in a row.
 */
export function reclaimAssumptions(taps: Taps): string[] {
  const seen = taps.inside;
  return [
    `${seen('state_q')} != ${DRAIN} || !(|waits) || waits[${seen('head_entry')}]`,
    `(${seen('state_q')} != ${DRAIN} && ${seen('state_q')} != ${FREE}) || !(|(waits & ~waited))`,
    `!${seen('release_accepted')} || ${seen('release_request')}`,
    `!lost || !${seen('release_request')} || ${seen('release_accepted')}`,
  ];
}

/** A reclaim ends in time, and what was noted when it began has been freed by then. */
export function reclaimBound(taps: Taps, sizes: Sizes): PropertySet {
  const { entries, bufferCount } = sizes;
  const most = reclaimCycles(sizes);
  const bits = bitsToHold(2 * most);
  const seen = taps.inside;
  const [state, mine, entry] = [seen('state_q'), seen('mine_q'), seen('entry_q')];
  const wide = (value: string) => `(${bits}'d0 + ${value})`;
  const inPhase = (phase: number, holds: string) => `${state} != ${phase} || ${holds}`;
  const waiting = Array.from({ length: entries }, (_, index) => `${wide(`waits[${index}]`)}`).join(' + ');
  return {
    memory: `
  wire [${entries - 1}:0] waits = ${mine} & ${seen('pending')};
  wire [${bits - 1}:0] waiting = ${waiting};
  // Entries before the one that is looked at.
  wire [${entries - 1}:0] passed = (${entries}'d1 << ${entry}) - ${entries}'d1;
  reg [${bits - 1}:0] ran;
  reg [${entries - 1}:0] waited;
  reg [${entries - 1}:0] freed;
  reg lost;
  reg was_freeing;
  always @(posedge clk) begin
    waited <= ${state} == ${LOOK} ? ${entries}'d0 - ${entries}'d1 : waits & ~(${seen('takes')} ? ${entries}'d1 << ${seen('head_entry')} : ${entries}'d0);
    if (rst) begin
      ran <= 0;
      freed <= 0;
      lost <= 0;
      was_freeing <= 0;
    end else begin
      ran <= ${seen('is_running')} ? ran + 1'd1 : 0;
      if (${state} != ${FREE}) freed <= 0;
      else if (${seen('release_request')} && ${seen('release_accepted')}) freed[${entry}] <= 1;
      lost <= ${seen('release_request')} && !${seen('release_accepted')};
      was_freeing <= ${state} == ${FREE};
    end
  end
`,
    properties: [
      { name: 'ends_in_time', of: 'reclaim', holds: `!${seen('is_running')} || ran < ${most}` },
      {
        name: 'frees_all_that_was_noted',
        of: 'reclaim',
        holds: `!was_freeing || ${state} == ${FREE} || !(|(${mine} & ~freed))`,
      },
      { name: 'frees_nothing_else', of: 'reclaim', holds: `!(|(freed & ~${mine}))` },
      { name: 'is_in_a_phase', holds: `${state} <= ${FREE}` },
      { name: 'stops_first', holds: inPhase(STOP, 'ran == 0') },
      { name: 'looks_second', holds: inPhase(LOOK, 'ran == 1') },
      { name: 'drains_in_time', holds: inPhase(DRAIN, `ran + waiting <= ${bufferCount + 2}`) },
      {
        name: 'frees_in_time',
        holds: inPhase(FREE, `ran <= ${bufferCount + 3} + 2 * ${wide(entry)} + ${wide('lost')}`),
      },
      { name: 'has_passed_what_it_freed', holds: inPhase(FREE, `!(|(${mine} & passed & ~freed))`) },
      { name: 'frees_what_exists', holds: `${wide(entry)} < ${bufferCount}` },
    ],
  };
}
