// SPDX-License-Identifier: Apache-2.0
import { bitsToHold } from '../../hdl-gen/language/index.ts';
import type { PropertySet } from './property.ts';
import type { Taps } from './taps.ts';

/** What the surroundings of a queue of references keep to: a buffer that waits is not queued again. */
export const queueAssumptions = (taps: Taps, entryBits: number): string[] => [
  `!${taps.inside('push')} || !waiting[${taps.inside('push_data')}[${entryBits - 1}:0]]`,
  `!${taps.inside('pop')} || ${taps.inside('head_valid')}`,
];

/**
 * A queue of references holds exactly the buffers that wait, each once, and so never more than it has room for.
 *
 * @param buffers entries that references name
 */
export function queueProperties(taps: Taps, buffers: number, entryBits: number): PropertySet[] {
  const entryOf = (reference: string) => `${reference}[${entryBits - 1}:0]`;
  const [push, pop, head] = ['push', 'pop', 'head'].map(taps.inside) as [string, string, string];
  const [headValid, fetched, stored] = ['head_valid_q', 'fetched_q', 'stored_q'].map(taps.inside);
  const [read, write] = ['read_address_q', 'write_address_q'].map(taps.inside);
  const words = taps.words('u_storage');
  const depth = words.length;
  // Wide enough for sums of two addresses.
  const extend = (value: string) => `(${bitsToHold(2 * depth)}'d0 + ${value})`;
  const behind = (slot: number) =>
    `(${read} <= ${slot} ? ${slot} - ${extend(read!)} : ${depth + slot} - ${extend(read!)})`;
  const places = [
    { used: headValid, entry: entryOf(taps.inside('head_q')) },
    { used: fetched, entry: entryOf(taps.inside('u_storage.read_data_q')) },
    ...words.map((word, slot) => ({ used: `live[${slot}]`, entry: entryOf(word) })),
  ];
  const next = `${extend(read!)} + ${stored}`;
  const pushed = entryOf(taps.inside('push_data'));
  const counts = Array.from({ length: buffers }, (_, entry) => entry);
  const below = (entry: number) => (entry === 0 ? extend("1'd0") : `below_${entry}`);
  const content: PropertySet = {
    memory: `
  (* anyconst *) reg [${entryBits - 1}:0] watched;
  always @* assume (watched < ${buffers});
  reg [${buffers - 1}:0] waiting;
  reg [${depth - 1}:0] live;
  always @(posedge clk) begin
    if (rst) live <= 0;
    else begin
      if (${taps.inside('fetch')}) live[${read}] <= 0;
      if (${taps.inside('store')}) live[${write}] <= 1;
    end
  end
  reg popped_rightly_before;
  always @(posedge clk) begin
    popped_rightly_before <= !${pop} || waiting[${entryOf(head)}];
    if (rst) waiting <= 0;
    else begin
      if (${push}) waiting[${pushed}] <= 1;
      if (${pop}) waiting[${entryOf(head)}] <= 0;
    end
  end
  // How many wait below each entry: sums in small steps, which the induction can follow.
${counts
  .map(
    (entry) => `  reg [${bitsToHold(2 * depth) - 1}:0] below_${entry + 1};
  always @(posedge clk) begin
    if (rst) below_${entry + 1} <= 0;
    else below_${entry + 1} <= below_${entry + 1} + (${push} && ${pushed} <= ${entry}) - (${pop} && ${entryOf(head)} <= ${entry});
  end`,
  )
  .join('\n')}
  // What is asserted of the chosen buffer holds for each; of the cycle before it is known already.
  always @* if (was_reset_before) assume (popped_rightly_before);
  wire [${places.length - 1}:0] places = {
    ${places.map(({ used, entry }) => `${used} && ${entry} == watched`).join(',\n    ')}
  };
`,
    properties: [
      {
        name: 'head_waits',
        of: 'A8.1',
        holds: `!${headValid} || ${entryOf(head)} != watched || waiting[watched]`,
      },
      { name: 'in_it_if_it_waits', holds: '(|places) == waiting[watched]' },
      { name: 'in_it_once', holds: "(places & (places - 1'd1)) == 0" },
    ],
  };
  const ring = [
    ...words.map((_, slot) => ({
      name: `slot_${slot}_is_used`,
      holds: `live[${slot}] == (${behind(slot)} < ${stored})`,
    })),
    {
      name: 'is_a_ring',
      holds: `${stored} <= ${depth} && ${extend(write!)} == (${next} < ${depth} ? ${next} : ${next} - ${depth}) && ${read} < ${depth}`,
    },
  ];
  const sums = [
    {
      name: 'all_that_wait',
      holds: `${extend(stored!)} + ${fetched} + ${headValid} == below_${buffers}`,
    },
    ...counts.map((entry) => ({
      name: `count_to_${entry}`,
      holds: `${below(entry + 1)} == ${below(entry)} + waiting[${entry}] && ${below(entry + 1)} <= ${entry + 1}`,
    })),
  ];
  return [content, { memory: '', properties: ring }, { memory: '', properties: sums }];
}
