// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../../sim/checker/index.ts';
import { changePlace } from '../support/change-place.ts';
import { heldCallBugs } from './held-call-bugs.ts';

/** A bug that somebody could make in the generated Verilog: one expression is wrong. */
export interface HandMadeBug {
  readonly name: string;
  readonly file: string;
  /** Text that occurs once in the file, whatever its white space, with the right expression between `<<` and `>>`. */
  readonly place: string;
  /** The expression that stands there instead. */
  readonly wrong: string;
  /** Declarations that the wrong expression needs, and the text above which they are put. */
  readonly adds?: { readonly above: string; readonly text: string };
  /** Rules that may be the first to see it: which one depends on the traffic. */
  readonly rules: readonly RuleName[];
}

export const handMadeBugs: readonly HandMadeBug[] = [
  {
    name: 'the highest entry is handed out whatever the limit is',
    file: 'baton_buffer_limit.v',
    place: "{<<limit > 3'd3>>, limit >",
    wrong: "1'b1",
    rules: ['lowest free entry', 'none left'],
  },
  {
    name: 'a limit above what was built is taken',
    file: 'baton_registers.v',
    place: "// area limit 10'h010: begin exists_d = 1'b1; takes_d = <<data_q >= 32'd1 && data_q <= 32'd4>>;",
    wrong: "data_q >= 32'd1",
    rules: ['registers'],
  },
  {
    name: 'events are forgotten in the cycle of a visit',
    file: 'baton_statistics.v',
    place: "area_allocations_q <= ((visit_q == 5'd1) ? <<6'd0>> : area_allocations_q)",
    wrong: '-area_allocations_adds',
    rules: ['statistics'],
  },
  {
    name: 'anybody may free a buffer',
    file: 'baton_deallocation.v',
    place: '<<!holds>> ? RESULT_ERR_OWNER',
    wrong: "1'b0",
    rules: ['atomic access', 'answer'],
  },
  {
    name: 'a second free is not refused',
    file: 'baton_deallocation.v',
    place: '<<old_flag>> ? RESULT_ERR_NOT_ALLOCATED',
    wrong: "1'b0",
    rules: ['atomic access', 'answer'],
  },
  {
    name: 'the pointer of a reference is not compared',
    file: 'baton_deallocation.v',
    place: 'found = <<by_circuits || pointer == entry_pointer>>;',
    wrong: "1'b1",
    rules: ['atomic access', 'answer'],
  },
  {
    name: 'the buffer is freed when its copy begins',
    file: 'baton_copying_party.v',
    place: 'frees = <<copy_engine_last_read || release_waits_q>>;',
    wrong: 'circuits_take || release_waits_q',
    rules: ['freed after the copy'],
  },
  {
    name: 'the buffer is freed a cycle late',
    file: 'baton_copying_party.v',
    place: 'assign release_request = <<frees>>;',
    wrong: 'copy_engine_done || release_waits_q',
    rules: ['freed at once', 'freed after the copy'],
  },
  {
    name: 'the first party frees with the first beat',
    file: 'baton_unmarshaling.v',
    place: 'if (<<beats_out_valid && out_ready && beat_last>>) begin',
    wrong: 'beats_out_valid && out_ready',
    rules: ['freed after the copy', 'temporary buffers'],
  },
  {
    name: 'bytes beyond the message are shown',
    file: 'baton_unmarshaling.v',
    place: 'masked_data = <<read_data & mask>>;',
    wrong: 'read_data',
    rules: ['delivery'],
  },
  {
    name: 'two bytes are swapped on their way into the buffer',
    file: 'baton_marshaling.v',
    place: 'assign write_data = <<beat_data>>;',
    wrong: '{beat_data[31:16], beat_data[7:0], beat_data[15:8]}',
    rules: ['marshaling'],
  },
  {
    name: 'two strobes of the window are swapped',
    file: 'baton_port_share.v',
    place: 'window_writes ? <<window_write_strobe>> :',
    wrong: '{window_write_strobe[3:2], window_write_strobe[0], window_write_strobe[1]}',
    rules: ['window'],
  },
  {
    name: 'a length is off by one',
    file: 'baton_marshaling.v',
    place: "length = <<length_q + {4'd0, added}>>;",
    wrong: "length_q + {4'd0, added} + {6'd0, added == 3'd3}",
    rules: ['indication'],
  },
  {
    name: 'a buffer takes one word too few',
    file: 'baton_marshaling.v',
    place: "is_full = <<length_q == 7'd64>>;",
    wrong: "length_q == 7'd60",
    rules: ['too long'],
  },
  {
    name: 'the copy stops one word early',
    file: 'baton_copy_engine.v',
    place: "last_q <= (<<current_left <= 7'd8>>);",
    wrong: "current_left <= 7'd9",
    rules: ['copy', 'freed after the copy'],
  },
  {
    name: 'a withdrawn message is sent',
    file: 'baton_marshaling.v',
    place: 'withdrawn = <<beat_last && beat_abort>>;',
    wrong: "beat_last && beat_abort && beat_strobe == 4'd0",
    rules: ['withdrawn message', 'marshaling'],
  },
  {
    name: 'a message too long is reported with every beat that follows',
    file: 'baton_marshaling.v',
    place: 'assign too_long = <<overflows>>;',
    wrong: 'overflows || (state_q == STATE_DISCARD && is_full)',
    rules: ['too long', 'last error'],
  },
  {
    name: 'a return that nobody waits for is accepted',
    file: 'baton_call_tags.v',
    place: '(<<second_returns && waiting_q[second_tag]>>)',
    wrong: 'second_returns',
    rules: ['answer'],
  },
  {
    name: 'both parties may reach the same flag in one cycle',
    file: 'baton_atomic_swap.v',
    place: 'second_accept = <<!(clash && !second_wins_q)>>;',
    wrong: "1'b1",
    rules: ['same flag'],
  },
  {
    name: 'the loser of a clash loses again',
    file: 'baton_atomic_swap.v',
    place: 'second_wins_q <= <<!second_wins_q>>;',
    wrong: 'second_wins_q',
    rules: ['same flag'],
  },
  {
    name: 'of two writes to the flags in one cycle one is lost',
    file: 'baton_control_ram.v',
    place: 'if (<<second_write>>)',
    wrong: 'second_write && !first_write',
    rules: ['control area'],
  },
  {
    name: 'requests may take the last buffer',
    file: 'baton_allocation.v',
    place: 'first_could = <<offer_valid_q && (lowest_found || !reserve)>>;',
    wrong: 'offer_valid_q',
    rules: ['reserve', 'order of service', 'statistics'],
  },
  {
    name: 'returns take every buffer before a request that waits',
    file: 'baton_allocation.v',
    place: 'second_waits_turn = <<first_waits && !second_due_q && left_to_request>>;',
    wrong: "1'b0",
    rules: ['order of service', 'none left', 'answer'],
  },
  {
    name: 'a lower entry that becomes free is ignored',
    file: 'baton_allocation.v',
    place: 'replace = any_taken || !offer_stands || <<lower>>;',
    wrong: 'any_taken || !offer_valid_q',
    rules: ['lowest free entry'],
  },
  {
    name: 'NONE is answered although a buffer is free',
    file: 'baton_allocation.v',
    place: '(reserve ? <<!lowest_found>> : none_free)',
    wrong: '!lowest_found || second_wants',
    rules: ['none left', 'order of service'],
  },
  {
    name: 'the window shows the buffers of the other party',
    file: 'baton_ownership.v',
    place: '<<!second_owns_q[first_window_entry]>>',
    wrong: "1'b1",
    rules: ['window', 'one holder'],
  },
  {
    name: 'the answer to a command stays on the port',
    file: 'baton_control_port.v',
    place: "assign result_code = <<command_answered ? code : 4'd0>>;",
    wrong: 'code',
    rules: ['zero when not valid'],
  },
  {
    name: 'the reference gets another tag',
    file: 'baton_control_port.v',
    place: 'tag_q <= circuits_served ? <<sender_tag>> :',
    wrong: '{sender_tag[0], sender_tag[1]}',
    rules: ['indication'],
  },
  {
    name: 'the error record keeps the first refusal',
    file: 'baton_last_error.v',
    place: 'code_q <= <<operation_code>>;',
    wrong: "(code_q == 4'd0) ? operation_code : code_q",
    rules: ['last error'],
  },
  {
    name: 'a temporary buffer is given out while it is in use',
    file: 'baton_temporary_pool.v',
    place: "free_q[number_q] <= <<1'b0>>;",
    wrong: "number_q == 2'd1",
    rules: ['temporary buffers'],
  },
  ...heldCallBugs,
  {
    name: 'initialization gives two entries the same bytes',
    file: 'baton_initialization.v',
    place: "pointer_q <= <<pointer_q + 8'd64>>;",
    wrong: "pointer_q + 8'd32",
    rules: ['initialization'],
  },
];

/** Input of the top that selects a bug by its number, counted from 1; 0 is the right design. */
export const selectPort = 'bug';

/**
 * Puts all bugs into the text of a file of the design `top`, each where `select` chooses it.
 *
 * @throws Error when the place of a bug does not occur exactly once: the generated Verilog has changed, and so must the bug
 */
export function insertBugs(bugs: readonly HandMadeBug[], top: string, text: string, file: string): string {
  let changed = text;
  if (file === `${top}.v`) {
    changed = changed.replace(/(\binput\s+wire\s+clk,)/, `input wire [7:0] ${selectPort},\n    $1`);
  }
  for (const [index, bug] of bugs.entries()) {
    if (bug.file === file) {
      if (bug.adds !== undefined) {
        const { above, text: added } = bug.adds;
        changed = changePlace(changed, file, `<<${above}>>`, (found) => `${added}\n  ${found}`);
      }
      changed = changePlace(
        changed,
        file,
        bug.place,
        (right) => `((${top}.${selectPort} == 8'd${index + 1}) ? (${bug.wrong}) : (${right}))`,
      );
    }
  }
  return changed;
}
