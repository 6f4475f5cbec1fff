// SPDX-License-Identifier: Apache-2.0
import type { Property, PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { type AccessSide, cycleBits, limit } from './access-side.ts';

const of: ProvedInvariant = 'Wishbone';

/** A master that goes on asking asks for the same until it is answered. */
export function wishboneClassicAssumptions(taps: Taps): string[] {
  return [`!stands || !${requestOf(taps)} || ${operandsOf(taps)} == first_operands`];
}

const requestOf = ({ inside }: Taps) => `(${inside('cyc_i')} && ${inside('stb_i')})`;
const operandsOf = ({ inside }: Taps) => `{${['we_i', 'adr_i', 'dat_i', 'sel_i'].map(inside).join(', ')}}`;

/** What a classic slave promises such a master; bus cycles may end before their answers. */
export function wishboneClassicProperties(taps: Taps, side: AccessSide, widthOfAsked: number): PropertySet {
  const seen = taps.inside;
  const request = requestOf(taps);
  const answer = `(${seen('ack_o')} || ${seen('err_o')})`;
  const operands = operandsOf(taps);
  return {
    memory: `${side.memory}
  // The request that stands since it was first seen, and what it asked for then.
  reg stands;
  reg [${widthOfAsked - 1}:0] first_operands;
  wire [${widthOfAsked - 1}:0] request_operands = stands ? first_operands : ${operands};
  // The request is older than the access that is made, or another one asked for that.
  reg made_for_another;
  reg [${cycleBits - 1}:0] request_waits;
  always @(posedge clk) begin
    stands <= !rst && ${request} && !${answer};
    first_operands <= request_operands;
    made_for_another <= !rst && ${side.valid} && !${side.done} && (made_for_another || !${request});
    request_waits <= !rst && ${request} && !${answer} ? request_waits + 1'd1 : 0;
  end
`,
    properties: [
      ...side.properties,
      ...answers(taps, side),
      { name: 'answer_is_to_a_request', of, holds: `!${answer} || ${request}` },
      {
        name: 'answer_is_of_its_own_access',
        of,
        holds: `!${answer} || (${side.done} && !made_for_another && ${side.asked} == request_operands)`,
      },
      {
        name: 'every_access_in_a_request_is_answered',
        of,
        holds: `!${side.done} || !${request} || made_for_another || ${answer}`,
      },
      { name: 'answer_comes_in_time', of, holds: `request_waits < 2 * ${limit}` },
      {
        name: 'waits_for_its_access',
        holds: `!access_waited || (made_for_another ? request_waits <= ${side.waited} : request_waits <= ${limit} + ${side.waited})`,
      },
      { name: 'waits_for_nothing_else', holds: `access_waited || request_waits <= ${limit}` },
      { name: 'stands_while_it_waits', holds: `stands == (request_waits != 0)` },
      { name: 'held_is_waiting', holds: `${seen('held_q')} == access_waited` },
      { name: 'abandoned_is_for_another', holds: `${seen('abandoned_q')} == made_for_another` },
      { name: 'abandoned_is_held', holds: '!made_for_another || access_waited' },
      { name: 'held_stays', holds: '!access_waited || asked == asked_before' },
      {
        name: 'stands_with_its_access',
        holds: `!access_waited || made_for_another || (stands && first_operands == asked_before)`,
      },
    ],
  };
}

/** What a pipelined slave promises: answers come later, in the order of the requests. */
export function wishbonePipelinedProperties(taps: Taps, side: AccessSide): PropertySet {
  const seen = taps.inside;
  const accepted = `(${seen('cyc_i')} && ${seen('stb_i')} && !${seen('stall_o')})`;
  const [held, abandoned] = [seen('held_q'), seen('abandoned_q')];
  const given = `(${seen('ack_q')} || ${seen('err_q')})`;
  const answer = `(${seen('ack_o')} || ${seen('err_o')})`;
  return {
    memory: `${side.memory}
  // Requests of this bus cycle that are not answered yet.
  reg [1:0] open;
  reg [${cycleBits - 1}:0] answer_waits, stall_lasts;
  reg done_before, error_before;
  reg [31:0] data_before;
  always @(posedge clk) begin
    open <= rst || !${seen('cyc_i')} ? 2'd0 : open + ${accepted} - ${answer};
    answer_waits <= !rst && ${seen('cyc_i')} && open != 0 && !${answer} ? answer_waits + 1'd1 : 0;
    stall_lasts <= !rst && ${seen('stall_o')} ? stall_lasts + 1'd1 : 0;
    done_before <= !rst && ${side.done};
    error_before <= ${side.error};
    data_before <= ${side.data};
  end
`,
    properties: [
      ...answers(taps, { ...side, done: 'done_before', error: 'error_before', data: 'data_before' }),
      ...side.properties,
      { name: 'answer_is_to_a_request', of, holds: `!${answer} || (${seen('cyc_i')} && open != 0)` },
      // Neither lost nor answered twice: what is open is held, or answered in this cycle.
      {
        name: 'request_is_answered_once',
        of,
        holds: `open == 2'd0 + (${held} && !${abandoned}) + ${given}`,
      },
      { name: 'answer_comes_in_time', of, holds: `answer_waits <= ${limit}` },
      { name: 'stall_ends_in_time', of, holds: `stall_lasts < ${limit}` },
      { name: 'stall_is_waiting', holds: `stall_lasts <= ${side.waited}` },
      {
        name: 'open_waits_for_its_access',
        holds: `!(${held} && !${abandoned}) || ${given} || answer_waits <= ${side.waited}`,
      },
      {
        name: 'waits_for_an_access_or_its_answer',
        holds: `(${held} && !${abandoned}) || ${given} || answer_waits == 0`,
      },
      { name: 'held_is_asked', holds: `!access_waited || ${held}` },
      { name: 'abandoned_is_held', holds: `!${abandoned} || access_waited` },
    ],
  };
}

/** Of a done access: which answer it gets. */
function answers(taps: Taps, { done, error, data }: Pick<AccessSide, 'done' | 'error' | 'data'>): Property[] {
  const [acknowledged, refused] = [taps.inside('ack_o'), taps.inside('err_o')];
  return [
    { name: 'one_answer', of, holds: `!(${acknowledged} && ${refused})` },
    {
      name: 'answer_is_what_was_found',
      of,
      holds: `!(${acknowledged} || ${refused}) || (${done} && ${refused} == ${error} && ${taps.inside('dat_o')} == ${data})`,
    },
  ];
}
