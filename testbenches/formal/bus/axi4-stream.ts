// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from '../../../hdl-gen/circuits/sizes.ts';
import type { Property, PropertySet, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';
import { lastIsKnown } from '../words-of.ts';

const of: ProvedInvariant = 'AXI4-Stream';

/** What the circuits at the end of a stream promise whoever takes it, whatever the memory gives and whenever beats are taken. */
export function axi4StreamProperties(taps: Taps, sizes: Sizes): PropertySet {
  const { wordBits, wordBytes, tagBits } = sizes;
  const seen = taps.inside;
  const names = ['out_kind', 'out_tag', 'out_last', 'out_strobe', 'out_data'] as const;
  const [valid, ready, last, strobe] = ['out_valid', 'out_ready', 'out_last', 'out_strobe'].map(seen) as [
    string,
    string,
    string,
    string,
  ];
  const nameBits = tagBits + 2;
  const beatBits = nameBits + 1 + wordBytes + wordBits;
  const beat = `{${names.map(seen).join(', ')}}`;
  /** The parts of a beat in a register of the output. */
  const inside = (register: string) => {
    const word = seen(`u_beats.${register}_data_q`);
    return {
      valid: seen(`u_beats.${register}_valid_q`),
      names: `${register}_names`,
      last: `${register}_last`,
      strobe: `${register}_strobe`,
      data: `${register}_data`,
      text: `
  wire [${nameBits - 1}:0] ${register}_names;
  wire ${register}_last;
  wire [${wordBytes - 1}:0] ${register}_strobe;
  wire [${wordBits - 1}:0] ${register}_data;
  assign {${register}_names, ${register}_last, ${register}_strobe, ${register}_data} = ${word};
`,
    };
  };
  const spare = inside('spare');
  const main = inside('main');
  const arriving = {
    valid: seen('arriving_q'),
    names: `{${seen('arriving_kind_q')}, ${seen('arriving_tag_q')}}`,
    last: seen('arriving_last_q'),
    strobe: seen('arriving_strobe_q'),
  };
  const full = (bits: string) => `(&${bits})`;
  const hidden = (bits: string, bytes: string) =>
    Array.from(
      { length: wordBytes },
      (_, lane) => `(${bits}[${lane}] || ${bytes}[${8 * lane + 7}:${8 * lane}] == 0)`,
    ).join(' && ');
  const shaped = (one: { readonly last: string; readonly strobe: string }) =>
    `(${prefixes(wordBytes, one.strobe)}) && (${one.last} || ${full(one.strobe)})`;
  return {
    memory: `${spare.text}${main.text}
  reg beat_waited;
  reg [${beatBits - 1}:0] beat_before;
  // A message has begun and its last beat has not been taken; its kind and tag.
  reg in_message;
  reg [${nameBits - 1}:0] its_names;
  always @(posedge clk) begin
    beat_waited <= !rst && ${valid} && !${ready};
    beat_before <= ${beat};
    if (rst) in_message <= 0;
    else if (${valid} && ${ready}) in_message <= !${last};
    if (${valid} && ${ready}) its_names <= {${seen('out_kind')}, ${seen('out_tag')}};
  end
`,
    properties: [
      { name: 'beat_stays_until_taken', of, holds: `!beat_waited || (${valid} && ${beat} == beat_before)` },
      { name: 'beat_is_shaped', of, holds: `!${valid} || (${shaped({ last, strobe })})` },
      { name: 'nothing_behind_the_bytes', of, holds: `!${valid} || (${hidden(strobe, seen('out_data'))})` },
      {
        name: 'message_keeps_its_names',
        of,
        holds: `!${valid} || !in_message || {${seen('out_kind')}, ${seen('out_tag')}} == its_names`,
      },
      { name: 'spare_behind_main', holds: `!${spare.valid} || (${main.valid} && !${arriving.valid})` },
      {
        name: 'spare_is_shaped',
        holds: `!${spare.valid} || ((${shaped(spare)}) && ${hidden(spare.strobe, spare.data)})`,
      },
      {
        name: 'last_word_is_known',
        holds: lastIsKnown(seen('active_q'), seen('last_q'), seen('left_q'), sizes),
      },
      { name: 'arriving_is_shaped', holds: `!${arriving.valid} || (${shaped(arriving)})` },
      ...sameNames(seen, { main, spare, arriving }),
    ],
  };
}

type Place = { readonly valid: string; readonly names: string; readonly last: string };

/** Along the way out, what follows a beat that is not the last belongs to the same message. */
function sameNames(
  seen: (path: string) => string,
  { main, spare, arriving }: Readonly<Record<'main' | 'spare' | 'arriving', Place>>,
): Property[] {
  const reading = { valid: seen('active_q'), names: `{${seen('kind_q')}, ${seen('tag_q')}}` };
  const follows = (name: string, before: string, place: { valid: string; names: string }, names: string) => ({
    name,
    holds: `!(${before}) || !${place.valid} || ${place.names} == ${names}`,
  });
  const goesOn = (place: Place) => `${place.valid} && !${place.last}`;
  return [
    follows('spare_goes_on', goesOn(main), spare, main.names),
    follows('arriving_goes_on', goesOn(main), arriving, main.names),
    follows(
      'reading_goes_on_from_main',
      `${goesOn(main)} && !${spare.valid} && !${arriving.valid}`,
      reading,
      main.names,
    ),
    follows('reading_goes_on_from_spare', goesOn(spare), reading, spare.names),
    follows('reading_goes_on_from_arriving', goesOn(arriving), reading, arriving.names),
    follows('arriving_goes_on_from_taken', `in_message && !${main.valid}`, arriving, 'its_names'),
    follows(
      'reading_goes_on_from_taken',
      `in_message && !${main.valid} && !${arriving.valid}`,
      reading,
      'its_names',
    ),
    // A message that has begun is still on its way.
    {
      name: 'rest_is_on_its_way',
      holds: `!in_message || ${main.valid} || ${arriving.valid} || ${reading.valid}`,
    },
    {
      name: 'rest_of_main',
      holds: `!(${goesOn(main)}) || ${spare.valid} || ${arriving.valid} || ${reading.valid}`,
    },
    { name: 'rest_of_spare', holds: `!(${goesOn(spare)}) || ${reading.valid}` },
    { name: 'rest_of_arriving', holds: `!(${goesOn(arriving)}) || ${reading.valid}` },
  ];
}

/** The strobes that lie together from byte 0 on, none included. */
function prefixes(bytes: number, strobe: string): string {
  return Array.from({ length: bytes + 1 }, (_, count) => `${strobe} == ${bytes}'d${2 ** count - 1}`).join(
    ' || ',
  );
}
