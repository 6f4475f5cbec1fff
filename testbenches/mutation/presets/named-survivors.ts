// SPDX-License-Identifier: Apache-2.0
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';

/** Mutants that no run can show and that the prover does not decide, with what makes them no matter. */
interface NamedSurvivor {
  readonly module: string;
  /** Of the site, as the tables say it. */
  readonly place: RegExp;
  /** What stood there; anything if not given. */
  readonly before?: RegExp;
  readonly reason: string;
}

const named: readonly NamedSurvivor[] = [
  {
    module: 'baton_payload',
    place: /^wire reads_(?:even|odd)$/,
    before: /^first_reads_(?:even|odd) \|\| /,
    reason: 'a bank is read in more cycles, and what comes then nobody takes',
  },
  {
    module: 'baton_temporary_queue',
    place: /^head_q in head_register$/,
    before: /^\d+'d0$/,
    reason: 'nobody looks at the head of an empty queue',
  },
  {
    module: 'baton_temporary_queue',
    place: /^wire head_free$/,
    before: /^!head_valid_q \|\| pop$/,
    reason:
      'a message that comes to the head two cycles later is not delivered later: when one comes as another is taken, beats of an earlier one still wait',
  },
  {
    module: 'baton_temporary_queue',
    place: /^read_address_q in addresses$/,
    before: /^\(read_address_q == 2'd3\)/,
    reason:
      'of four temporary buffers one is being delivered while others wait, so not more than one is ever stored behind the fetched one',
  },
  {
    module: 'baton_marshaling',
    place: /^reset value of entry_q$/,
    reason: 'the buffer of a message counts while one is held, and is noted when it is granted',
  },
  {
    module: 'baton_copying_party',
    place: /^reset value of copied_message_q$/,
    reason: 'what a copied message is gets noted when its copy begins',
  },
  {
    module: 'baton_unmarshaling',
    place: /^reset value of release_buffer_q$/,
    reason: 'the buffer that goes back is noted with its last word, before anybody is asked to take it',
  },
  {
    module: 'baton_area',
    place: /^assign second_allocation_available$/,
    before: /^second_offered && initialization_ready$/,
    reason: 'no message waits for a buffer before all areas are initialized: the streams accept nothing',
  },
  {
    module: 'baton_party',
    place: /^u_marshaling\.sender_allocated_pointer$/,
    reason: 'the address of a buffer is a multiple of its words, and the bits below a word are not used',
  },
  {
    module: 'baton_gateway',
    place: /^u_server\.initialize_entry$/,
    reason: 'the pointer that was initialized last is written again, as it is',
  },
  {
    module: 'baton_gateway',
    place: /^u_server_area\.first_command_entry$/,
    reason: 'the kernel gives no commands',
  },
  {
    module: 'baton_gateway',
    place: /^u_statistics\.server_area_first_refused$/,
    before: /^server_area_first_event_refused$/,
    reason:
      'the kernel is refused nothing, and no call that it passes on has kept a buffer: both are always 0',
  },
];

/** Why nothing catches a mutant, where that is known. */
export function reasonFor({ module, before, site }: Mutant): string | undefined {
  const text = expressionText(before);
  return named.find(
    (one) => one.module === module && one.place.test(site.place) && (one.before?.test(text) ?? true),
  )?.reason;
}
