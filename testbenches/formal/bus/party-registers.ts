// SPDX-License-Identifier: Apache-2.0
import type { Property, PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { type AccessSide, cycleBits, limit } from './access-side.ts';

const of: ProvedInvariant = 'registers';
/** Of commands that are written; the others have none. */
const commandOperands = ['entry', 'pointer', 'length', 'tag', 'kind'] as const;

/** What the registers pass on and wait for. */
interface Passage {
  readonly name: 'command' | 'window';
  readonly finished: string;
}

const passages: readonly Passage[] = [
  { name: 'command', finished: 'result_valid' },
  { name: 'window', finished: 'window_done' },
];

/** What front ends and the circuits of the area keep to; how many cycles they take the prover chooses. */
export function partyRegistersAssumptions(taps: Taps, stays: Property): string[] {
  const seen = taps.inside;
  return [
    stays.holds,
    ...passages.flatMap(({ name, finished }) => [
      `!${seen(`${name}_valid`)} || ${seen(`${name}_ready`)} || ${name}_offered + 1'd1 < ${limit}`,
      `!${seen(`${name}_given_q`)} || ${seen(finished)} || ${name}_lasts + 1'd1 < ${limit}`,
    ]),
  ];
}

/** What the registers of a party promise: an answer in time, and that what is refused is recorded and does nothing else. */
export function partyRegistersProperties(
  taps: Taps,
  { memory, valid, done, error, data, waited }: AccessSide,
  settings: readonly string[],
): PropertySet {
  const seen = taps.inside;
  const kept = `{${settings.map((name) => seen(`${name}_q`)).join(', ')}}`;
  const record = ['cause', 'write', 'address'].map((name) => seen(`misuse_${name}_q`));
  const operands = `{${commandOperands.map((name) => seen(`command_${name}`)).join(', ')}}`;
  return {
    memory: `${memory}${passages.map((passage) => counted(taps, passage)).join('')}
  wire [127:0] kept = ${kept};
  wire [127:0] command_operands = {${seen('command_operation')}, ${operands} & {64{${seen('access_write')}}}};
  reg refused_before, command_waited;
  reg [127:0] kept_before, command_before;
  reg [31:0] where_before;
  reg was_write;
  always @(posedge clk) begin
    refused_before <= !rst && ${done} && ${error};
    command_waited <= !rst && ${seen('command_valid')} && !${seen('command_ready')};
    kept_before <= kept;
    command_before <= command_operands;
    where_before <= ${seen('access_address')};
    was_write <= ${seen('access_write')};
  end
`,
    properties: [
      { name: 'answer_comes_in_time', of, holds: `waited < 2 * ${limit}` },
      {
        name: 'refusal_changes_no_setting',
        of,
        holds: '!refused_before || kept == kept_before',
      },
      {
        name: 'refusal_is_recorded',
        of,
        holds: `!refused_before || (${record[0]} != 0 && ${record[1]} == was_write && ${record[2]} == where_before)`,
      },
      {
        name: 'refusal_is_a_source_of_the_interrupt',
        of,
        holds: `!refused_before || ${seen('interrupt')} || !${seen('error_enable_q')}`,
      },
      { name: 'refusal_shows_nothing', of, holds: `!(${done} && ${error}) || ${data} == 0` },
      {
        name: 'nothing_before_it_is_enabled',
        of,
        holds: `${seen('enable_q')} || !(${seen('command_valid')} || ${seen('window_valid')})`,
      },
      {
        name: 'command_stays_until_accepted',
        of,
        holds: `!command_waited || (${seen('command_valid')} && command_operands == command_before)`,
      },
      {
        name: 'one_for_each_access',
        of,
        holds: passages
          .map(({ name }) => `!(${seen(`${name}_given_q`)} && ${seen(`${name}_valid`)})`)
          .join(' && '),
      },
      {
        name: 'one_at_a_time',
        of,
        holds: `!(${seen('command_given_q')} && ${seen('window_given_q')}) && !(${seen('command_valid')} && ${seen('window_valid')})`,
      },
      {
        name: 'waits_for_something',
        holds: `!access_waited || ${seen('wants_command')} || ${seen('wants_window')}`,
      },
      ...passages.flatMap(({ name }): Property[] => [
        {
          name: `${name}_is_of_the_access`,
          holds: `!${seen(`${name}_given_q`)} || (access_waited && ${valid} && ${seen(`wants_${name}`)})`,
        },
        {
          name: `access_waits_for_${name}`,
          holds: `!${seen(`${name}_given_q`)} || ${waited} <= ${limit} + ${name}_lasts`,
        },
        {
          name: `access_offers_${name}`,
          holds: `!(access_waited && ${seen(`wants_${name}`)}) || ${seen(`${name}_given_q`)} || ${waited} == ${name}_offered`,
        },
        {
          name: `${name}_is_offered_for_the_access`,
          holds: `${name}_offered == 0 || (access_waited && ${seen(`wants_${name}`)} && ${name}_offered == ${waited})`,
        },
        { name: `${name}_is_offered_in_time`, holds: `${name}_offered < ${limit}` },
        { name: `${name}_ends_in_time`, holds: `${name}_lasts < ${limit}` },
      ]),
      { name: 'waits_while_asked', holds: 'access_waited == (waited != 0)' },
    ],
  };
}

/** Counts for how long something has been offered, and for how long it has been under way. */
function counted(taps: Taps, { name, finished }: Passage): string {
  const seen = taps.inside;
  const given = seen(`${name}_given_q`);
  return `
  reg [${cycleBits - 1}:0] ${name}_offered, ${name}_lasts;
  always @(posedge clk) begin
    ${name}_offered <= !rst && ${seen(`${name}_valid`)} && !${seen(`${name}_ready`)} ? ${name}_offered + 1'd1 : 0;
    ${name}_lasts <= !rst && ${given} && !${seen(finished)} ? ${name}_lasts + 1'd1 : 0;
  end
`;
}
