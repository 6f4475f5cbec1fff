// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../../sim/checker/index.ts';

/** A bug that somebody could make in the generated Verilog. */
export interface HandMadeBug {
  readonly name: string;
  readonly file: string;
  /** Text that occurs once in the file, whatever its white space, and what stands there instead. */
  readonly find: string;
  readonly replacement: string;
  /** Rules that may be the first to see it: which one depends on the traffic. */
  readonly rules: readonly RuleName[];
}

export const handMadeBugs: readonly HandMadeBug[] = [
  {
    name: 'anybody may free a buffer',
    file: 'baton_deallocation.v',
    find: '!holds ? RESULT_ERR_OWNER :',
    replacement: '',
    rules: ['atomic access'],
  },
  {
    name: 'a second free is not refused',
    file: 'baton_deallocation.v',
    find: 'old_flag ? RESULT_ERR_NOT_ALLOCATED : RESULT_OK',
    replacement: 'RESULT_OK',
    rules: ['atomic access', 'answer'],
  },
  {
    name: 'the pointer of a reference is not compared',
    file: 'baton_deallocation.v',
    find: '(by_circuits || pointer == entry_pointer)',
    replacement: "1'b1",
    rules: ['answer', 'atomic access'],
  },
  {
    name: 'the buffer is freed when its copy begins',
    file: 'baton_copying_party.v',
    find: 'wire       frees         = copy_engine_last_read || release_waits_q;',
    replacement: 'wire       frees         = circuits_take || release_waits_q;',
    rules: ['freed after the copy'],
  },
  {
    name: 'the buffer is freed a cycle late',
    file: 'baton_copying_party.v',
    find: 'wire       frees         = copy_engine_last_read || release_waits_q;',
    replacement: 'wire       frees         = copy_engine_done || release_waits_q;',
    rules: ['freed at once', 'freed after the copy'],
  },
  {
    name: 'the first party frees with the first beat',
    file: 'baton_unmarshaling.v',
    find: 'if (beats_out_valid && out_ready && beat_last) begin',
    replacement: 'if (beats_out_valid && out_ready) begin',
    rules: ['freed after the copy', 'temporary buffers'],
  },
  {
    name: 'bytes beyond the message are shown',
    file: 'baton_unmarshaling.v',
    find: 'wire [31:0] masked_data = read_data & mask;',
    replacement: 'wire [31:0] masked_data = read_data;',
    rules: ['delivery', 'zero when not valid'],
  },
  {
    name: 'two bytes are swapped on their way into the buffer',
    file: 'baton_marshaling.v',
    find: 'assign write_data   = beat_data;',
    replacement: 'assign write_data   = {beat_data[31:16], beat_data[7:0], beat_data[15:8]};',
    rules: ['marshaling'],
  },
  {
    name: 'two strobes of the window are swapped',
    file: 'baton_port_share.v',
    find: 'window_writes ? window_write_strobe :',
    replacement:
      'window_writes ? {window_write_strobe[3:2], window_write_strobe[0], window_write_strobe[1]} :',
    rules: ['window'],
  },
  {
    name: 'a length is off by one',
    file: 'baton_marshaling.v',
    find: "wire [6:0] length              = length_q + {4'd0, added};",
    replacement: "wire [6:0] length              = length_q + {4'd0, added} + {6'd0, added == 3'd3};",
    rules: ['indication'],
  },
  {
    name: 'a buffer takes one word too few',
    file: 'baton_marshaling.v',
    find: "wire       is_full             = length_q == 7'd64;",
    replacement: "wire       is_full             = length_q == 7'd60;",
    rules: ['too long'],
  },
  {
    name: 'the copy stops one word early',
    file: 'baton_copy_engine.v',
    find: "wire                            is_last         = current_left <= 7'd4;",
    replacement: "wire                            is_last         = current_left <= 7'd5;",
    rules: ['copy'],
  },
  {
    name: 'a withdrawn message is sent',
    file: 'baton_marshaling.v',
    find: 'wire       withdrawn           = beat_last && beat_abort;',
    replacement: "wire       withdrawn           = beat_last && beat_abort && beat_strobe == 4'd0;",
    rules: ['withdrawn message', 'marshaling'],
  },
  {
    name: 'a return that nobody waits for is accepted',
    file: 'baton_call_tags.v',
    find: '(second_returns && waiting_q[second_tag])',
    replacement: 'second_returns',
    rules: ['answer'],
  },
  {
    name: 'both parties may reach the same flag in one cycle',
    file: 'baton_atomic_swap.v',
    find: 'wire second_accept = !(clash && !second_wins_q);',
    replacement: "wire second_accept = 1'b1;",
    rules: ['same flag'],
  },
  {
    name: 'the loser of a clash loses again',
    file: 'baton_atomic_swap.v',
    find: 'second_wins_q <= !second_wins_q;',
    replacement: 'second_wins_q <= second_wins_q;',
    rules: ['same flag'],
  },
  {
    name: 'requests may take the last buffer',
    file: 'baton_allocation.v',
    find: 'wire first_could = offer_valid_q && lowest_found;',
    replacement: 'wire first_could = offer_valid_q;',
    rules: ['reserve'],
  },
  {
    name: 'a lower entry that becomes free is ignored',
    file: 'baton_allocation.v',
    find: 'wire replace   = any_taken || !offer_valid_q || lower;',
    replacement: "wire replace   = any_taken || !offer_valid_q || (lower && 1'b0);",
    rules: ['lowest free entry'],
  },
  {
    name: 'NONE is answered although a buffer is free',
    file: 'baton_allocation.v',
    find: 'assign first_exhausted  = !lowest_found;',
    replacement: 'assign first_exhausted  = !lowest_found || second_wants;',
    rules: ['none left'],
  },
  {
    name: 'the window shows a buffer that was sent',
    file: 'baton_ownership.v',
    find: '      !second_owns_q[first_window_entry] &&\n',
    replacement: '',
    rules: ['window', 'one holder'],
  },
  {
    name: 'the reply to a command is left on the port',
    file: 'baton_control_port.v',
    find: "assign result_code              = command_answered ? code : 4'd0;",
    replacement: 'assign result_code              = code;',
    rules: ['zero when not valid'],
  },
  {
    name: 'the error record keeps the first refusal',
    file: 'baton_last_error.v',
    find: 'code_q  <= operation_code;',
    replacement: "code_q  <= (code_q == 4'd0) ? operation_code : code_q;",
    rules: ['last error'],
  },
  {
    name: 'a message too long is reported with every beat that follows',
    file: 'baton_marshaling.v',
    find: 'assign too_long       = overflows;',
    replacement: 'assign too_long       = overflows || (state_q == STATE_DISCARD && is_full);',
    rules: ['too long', 'last error'],
  },
  {
    name: 'a temporary buffer comes back twice as free',
    file: 'baton_temporary_pool.v',
    find: "free_q[number_q] <= 1'b0;",
    replacement: "free_q[number_q] <= number_q == 2'd1;",
    rules: ['temporary buffers'],
  },
  {
    name: 'the reference loses its tag',
    file: 'baton_control_port.v',
    find: 'tag_q           <= circuits_served ? sender_tag :',
    replacement: 'tag_q           <= circuits_served ? {sender_tag[0], sender_tag[1]} :',
    rules: ['indication'],
  },
  {
    name: 'initialization leaves out the last pointer',
    file: 'baton_initialization.v',
    find: "pointer_q <= pointer_q + 8'd64;",
    replacement: "pointer_q <= pointer_q + 8'd32;",
    rules: ['initialization'],
  },
];

/**
 * Puts a bug into the text of a file; other files are left as they are.
 *
 * @throws Error when the text to change does not occur exactly once: the generated Verilog has changed, and so must the bug
 */
export function insertBug(
  { name, file, find, replacement }: HandMadeBug,
  text: string,
  inFile: string,
): string {
  if (file !== inFile) return text;
  const pattern = find.trim().split(/\s+/).map(escapeForPattern).join('\\s+');
  const parts = text.split(new RegExp(pattern));
  if (parts.length !== 2) {
    throw new Error(
      `The bug '${name}' fits ${file} in ${parts.length - 1} places instead of one; adapt it to the generated text.`,
    );
  }
  return parts.join(replacement);
}

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
