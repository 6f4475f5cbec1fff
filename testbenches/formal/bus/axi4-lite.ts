// SPDX-License-Identifier: Apache-2.0
import type { Property, PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { type AccessSide, cycleBits, limit } from './access-side.ts';

const of: ProvedInvariant = 'AXI4-Lite';

/** Requests and answers of one direction. */
interface Direction {
  readonly name: 'write' | 'read';
  /** Channels on which its requests come, and where each is kept. */
  readonly requests: Readonly<Record<string, string>>;
  readonly answer: 'b' | 'r';
  readonly payload: readonly string[];
}

const directions: readonly Direction[] = [
  {
    name: 'write',
    requests: { aw: 'u_write_address', w: 'u_write_data' },
    answer: 'b',
    payload: ['bresp'],
  },
  { name: 'read', requests: { ar: 'u_read_address' }, answer: 'r', payload: ['rresp', 'rdata'] },
];

/** What AXI4-Lite promises a manager, whatever that does; it is not assumed to keep to the rules. */
export function axi4LiteProperties(taps: Taps, side: AccessSide): PropertySet {
  return {
    memory: side.memory + directions.map((direction) => memoryOf(taps, side, direction)).join(''),
    properties: [
      ...side.properties,
      ...directions.flatMap((direction) => propertiesOf(taps, side, direction)),
      ...induction(taps),
    ],
  };
}

function memoryOf(taps: Taps, side: AccessSide, { name, requests, answer, payload }: Direction): string {
  const seen = taps.inside;
  const [valid, ready] = [seen(`${answer}valid`), seen(`${answer}ready`)];
  const shown = `{${payload.map(seen).join(', ')}}`;
  const width = name === 'read' ? 34 : 2;
  const mine = name === 'read' ? `!${seen('access_write')}` : seen('access_write');
  const given = name === 'read' ? `{${side.error}, 1'b0, ${side.data}}` : `{${side.error}, 1'b0}`;
  const channels = Object.keys(requests);
  const owed = channels.map((channel) => `${channel}_open != 0`).join(' && ');
  return `
${channels.map((channel) => `  reg [2:0] ${channel}_open;\n`).join('')}  wire ${answer}_taken = ${valid} && ${ready};
  reg ${answer}_waited;
  reg [${width - 1}:0] ${answer}_before;
  // What the registers have answered last in this direction.
  reg [${width - 1}:0] ${answer}_given;
  reg [${cycleBits - 1}:0] ${name}_waits;
  always @(posedge clk) begin
    ${answer}_before <= ${shown};
    ${answer}_waited <= !rst && ${valid} && !${ready};
    if (${side.done} && ${mine}) ${answer}_given <= ${given};
    ${name}_waits <= !rst && ${owed} && !${valid} && !(${side.done} && ${mine}) ? ${name}_waits + 1'd1 : 0;
${channels
  .map(
    (channel) =>
      `    ${channel}_open <= rst ? 3'd0 : ${channel}_open + (${seen(`${channel}valid`)} && ${seen(`${channel}ready`)}) - ${answer}_taken;\n`,
  )
  .join('')}  end
`;
}

function propertiesOf(
  taps: Taps,
  { waited }: AccessSide,
  { name, requests, answer, payload }: Direction,
): Property[] {
  const seen = taps.inside;
  const valid = seen(`${answer}valid`);
  const shown = `{${payload.map(seen).join(', ')}}`;
  const channels = Object.entries(requests);
  const [busy, writes] = [seen('busy_q'), seen('writes_q')];
  const [inProgress, ofOther] = name === 'write' ? [writes, `!${writes}`] : [`!${writes}`, writes];
  return [
    {
      name: `${answer}_stays_until_taken`,
      of,
      holds: `!${answer}_waited || (${valid} && ${shown} == ${answer}_before)`,
    },
    {
      name: `${answer}_answers_a_request`,
      of,
      holds: `!${valid} || (${channels.map(([channel]) => `${channel}_open != 0`).join(' && ')})`,
    },
    { name: `${answer}_is_what_was_found`, of, holds: `!${valid} || ${shown} == ${answer}_given` },
    // Neither lost nor answered twice: what is open is kept, and nothing else is.
    ...channels.map(
      ([channel, kept]): Property => ({
        name: `${channel}_is_answered_once`,
        of,
        holds: `${channel}_open == 3'd0 + ${seen(`${kept}.main_valid_q`)} + ${seen(`${kept}.spare_valid_q`)} + ${valid}`,
      }),
    ),
    // One access of the other direction may come first.
    { name: `${name}_is_answered_in_time`, of, holds: `${name}_waits < 2 * ${limit}` },
    {
      name: `${name}_waits_for_its_access`,
      holds: `!${busy} || !(${inProgress}) || ${name}_waits <= ${limit} + ${waited}`,
    },
    {
      name: `${name}_waits_for_the_other`,
      holds: `!${busy} || !(${ofOther}) || ${name}_waits <= ${waited}`,
    },
    {
      name: `${name}_is_next`,
      holds: `${busy} || ${name}_waits == 0 || (${ofOther} && ${name}_waits <= ${limit})`,
    },
  ];
}

function induction(taps: Taps): Property[] {
  const seen = taps.inside;
  const kept = ['u_write_address', 'u_write_data', 'u_read_address'];
  const valid = (place: string) => seen(`${place}.main_valid_q`);
  return [
    ...kept.map(
      (place): Property => ({
        name: `${place.slice(2)}_keeps_order`,
        holds: `!${seen(`${place}.spare_valid_q`)} || ${valid(place)}`,
      }),
    ),
    { name: 'busy_is_waiting', holds: `${seen('busy_q')} == access_waited` },
    {
      name: 'begun_write_is_there',
      holds: `!${seen('busy_q')} || !${seen('writes_q')} || (${valid(kept[0]!)} && ${valid(kept[1]!)})`,
    },
    {
      name: 'begun_read_is_there',
      holds: `!${seen('busy_q')} || ${seen('writes_q')} || ${valid(kept[2]!)}`,
    },
    // An access begins only when there is room for its answer.
    {
      name: 'begun_write_has_room',
      holds: `!${seen('busy_q')} || !${seen('writes_q')} || !${seen('bvalid')}`,
    },
    {
      name: 'begun_read_has_room',
      holds: `!${seen('busy_q')} || ${seen('writes_q')} || !${seen('rvalid')}`,
    },
  ];
}
