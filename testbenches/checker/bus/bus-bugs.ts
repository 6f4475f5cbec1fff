// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import type { BuggyDesign } from '../buggy-designs.ts';

/** Commands, a window of two words in one and everything that is counted, behind AXI4-Lite. */
const axi4Lite: BuggyDesign = {
  title: 'AXI4-Lite',
  input: { ...presets['tiny-channel'], dataWidth: 64, release: 'early', bus: 'axi4-lite' },
  top: 'baton_channel_axi4_lite',
  bugs: [
    {
      name: 'a write has all its bytes, whatever its strobes are',
      file: 'baton_axi4_lite.v',
      place: 'assign access_strobe = <<write_data_out_data[35:32]>>;',
      wrong: "4'd15",
      rules: ['bus registers', 'bus errors', 'bus translation'],
    },
    {
      name: 'a write is made again when an answer is taken in its cycle',
      file: 'baton_axi4_lite.v',
      place: 'assign write_taken = <<done && write>>;',
      wrong: 'done && write && !bvalid_q',
      rules: ['bus answers'],
    },
    {
      name: 'a write that is misuse is answered with OKAY',
      file: 'baton_axi4_lite.v',
      place: "assign bresp = {<<write_refused_q>>, 1'b0};",
      wrong: "1'b0",
      rules: ['bus errors'],
    },
    {
      name: 'reads go before writes every time',
      file: 'baton_axi4_lite.v',
      place: '(!may_read || <<!writes_q>>)',
      wrong: "1'b0",
      rules: ['bus answers', 'bus translation', 'bus registers', 'bus errors'],
    },
    {
      name: 'allocate stands at the address of detect',
      file: 'baton_first_registers.v',
      place: "is_allocate = names_register && place == <<12'h070>>;",
      wrong: "12'h074",
      rules: ['bus translation', 'bus registers', 'bus errors'],
    },
    {
      name: 'one read allocates twice',
      file: 'baton_first_registers.v',
      place: 'assign command_valid = <<wants_command && !command_given_q>>;',
      wrong: 'wants_command',
      rules: ['bus translation'],
    },
    {
      name: 'a party that is not enabled gives commands',
      file: 'baton_first_registers.v',
      place: 'is_command && <<enable_q>> && (!access_write',
      wrong: "1'b1",
      rules: ['bus translation'],
    },
    {
      name: 'a party that is not enabled sends',
      file: 'baton_channel_axi4_lite.v',
      place: 'assign first_in_tready = first_in_ready && <<first_enabled>>;',
      wrong: "1'b1",
      rules: ['bus streams'],
    },
    {
      name: 'every beat that comes in is full',
      file: 'baton_channel_axi4_lite.v',
      place: 'assign second_in_strobe = <<second_in_tkeep>>;',
      wrong: "8'd255",
      rules: ['bus streams'],
    },
    {
      name: 'every beat that goes out is full',
      file: 'baton_channel_axi4_lite.v',
      place: 'assign first_out_tkeep = <<first_out_strobe>>;',
      wrong: "8'd255",
      rules: ['bus streams'],
    },
    {
      name: 'a party reads the last refusal of the other',
      file: 'baton_channel_axi4_lite.v',
      place: '.last_error_code (<<first_error_code>>)',
      wrong: 'second_error_code',
      rules: ['bus registers', 'interrupt'],
    },
    {
      name: 'a word goes in the other half of a wide word',
      file: 'baton_first_registers.v',
      place: "access_address[2] == <<1'b1>>",
      wrong: "1'b0",
      rules: ['bus translation'],
    },
    {
      name: 'misuse is recorded without its cause',
      file: 'baton_first_registers.v',
      place: 'misuse_cause_q <= <<misuse>>;',
      wrong: 'MISUSE_REFUSED',
      rules: ['bus errors'],
    },
    {
      name: 'an error is not forgotten in the block',
      file: 'baton_second_registers.v',
      place: 'assign last_error_clear = <<clears_errors>>;',
      wrong: "1'b0",
      rules: ['bus translation'],
    },
    {
      name: 'an interrupt that was served stays',
      file: 'baton_interrupts.v',
      place: 'happened_q <= (happened_q & <<~clear>>) | events;',
      wrong: "{SOURCES{1'b1}}",
      rules: ['interrupt', 'bus registers'],
    },
    {
      name: 'what lasts raises no interrupt',
      file: 'baton_interrupts.v',
      place: 'assign interrupt = |(<<status_now>> & enable);',
      wrong: 'happened_q',
      rules: ['interrupt'],
    },
    {
      name: 'every interrupt is a cycle late',
      file: 'baton_interrupts.v',
      adds: {
        above: 'always @(posedge clk) begin : events_kept',
        text: 'reg [SOURCES-1:0] late_q; always @(posedge clk) late_q <= status_now;',
      },
      place: '& <<enable>>);',
      wrong: 'enable & late_q',
      rules: ['interrupt'],
    },
    {
      name: 'messages that are sent by command are not counted',
      file: 'baton_first_registers.v',
      place: "{31'd0, <<is_ok && is_indicate>>}",
      wrong: "1'b0",
      rules: ['bus registers'],
    },
    {
      name: 'a setting of the block is written as a whole',
      file: 'baton_manager_registers.v',
      place: 'assign register_write_strobe = <<access_strobe>>;',
      wrong: "4'd15",
      rules: ['bus translation'],
    },
  ],
};

const streamsOnly = { ...presets['tiny-channel'], levels: 'stream', release: 'early' } as const;

const wishboneClassic: BuggyDesign = {
  title: 'classic Wishbone',
  input: { ...streamsOnly, bus: 'wishbone-classic' },
  top: 'baton_channel_wishbone_classic',
  bugs: [
    {
      name: 'two bytes of a write are swapped',
      file: 'baton_wishbone_classic.v',
      place: 'assign access_data = held_q ? data_q : <<dat_i>>;',
      wrong: '{dat_i[31:16], dat_i[7:0], dat_i[15:8]}',
      rules: ['bus registers', 'bus errors', 'bus translation'],
    },
    {
      name: 'what is refused is acknowledged',
      file: 'baton_wishbone_classic.v',
      place: 'assign ack_o = answers && <<!access_error>>;',
      wrong: "1'b1",
      rules: ['bus answers'],
    },
    {
      name: 'an access that was given up answers the next one',
      file: 'baton_wishbone_classic.v',
      place: 'answers = done && asked && <<!abandoned_q>>;',
      wrong: "1'b1",
      rules: ['bus answers'],
    },
    {
      name: 'an access ends with its bus cycle',
      file: 'baton_wishbone_classic.v',
      place: 'held_q <= <<valid && !done>>;',
      wrong: 'asked && !done',
      rules: ['bus translation', 'bus answers', 'bus errors'],
    },
  ],
};

const wishbonePipelined: BuggyDesign = {
  title: 'pipelined Wishbone',
  input: {
    ...presets['tiny-gateway'],
    levels: 'stream',
    release: 'early',
    bus: 'wishbone-pipelined',
  },
  top: 'baton_gateway_wishbone_pipelined',
  bugs: [
    {
      name: 'an access is lost while another one is made',
      file: 'baton_wishbone_pipelined.v',
      place: 'assign stall_o = <<stalls>>;',
      wrong: "1'b0",
      rules: ['bus answers'],
    },
    {
      name: 'a write that is done is made again',
      file: 'baton_wishbone_pipelined.v',
      place: 'end else if (<<done>>) begin held_q',
      wrong: 'done && !write_q',
      rules: ['bus answers', 'bus registers', 'bus errors', 'bus translation'],
    },
    {
      name: 'a read shows the word of the next one',
      file: 'baton_wishbone_pipelined.v',
      place: 'assign dat_o = <<read_data_q>>;',
      wrong: 'access_read_data',
      rules: ['bus registers'],
    },
    {
      name: 'what is refused and written gets no error',
      file: 'baton_wishbone_pipelined.v',
      place: 'err_q <= answers && <<access_error>>;',
      wrong: 'access_error && !write_q',
      rules: ['bus answers'],
    },
  ],
};

const apb: BuggyDesign = {
  title: 'APB4',
  input: { ...streamsOnly, reset: 'asynchronous-low', bus: 'apb' },
  top: 'baton_channel_apb',
  bugs: [
    {
      name: 'an access is made in its setup phase already',
      file: 'baton_apb.v',
      place: 'wire valid = psel && <<penable>>;',
      wrong: "1'b1",
      rules: ['bus translation', 'bus answers', 'bus registers', 'bus errors'],
    },
    {
      name: 'an access that takes longer is answered at once',
      file: 'baton_apb.v',
      place: 'assign pready = valid && <<access_ready>>;',
      wrong: "1'b1",
      rules: ['bus answers'],
    },
    {
      name: 'misuse is no error',
      file: 'baton_apb.v',
      place: 'assign pslverr = valid && access_ready && <<access_error>>;',
      wrong: "1'b0",
      rules: ['bus errors'],
    },
  ],
};

/** A design behind each bus, with bugs in what stands before its block. */
export const busDesigns: readonly BuggyDesign[] = [axi4Lite, wishboneClassic, wishbonePipelined, apb];
