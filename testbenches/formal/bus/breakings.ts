// SPDX-License-Identifier: Apache-2.0
import type { Breaking } from '../breaking.ts';

type Mistake = Pick<Breaking, 'target' | 'name' | 'file' | 'place' | 'wrong'>;

const axi4Lite: readonly Mistake[] = [
  {
    target: 'axi4-lite',
    name: 'an access is made although there is no room for its answer',
    file: 'baton_axi4_lite.v',
    place: 'may_read = read_address_out_valid && <<(!rvalid_q || rready)>>;',
    wrong: "1'b1",
  },
  {
    target: 'axi4-lite',
    name: 'writes always go first',
    file: 'baton_axi4_lite.v',
    place: '(may_write && <<(!may_read || !writes_q)>>)',
    wrong: "1'b1",
  },
];

const wishbone: readonly Mistake[] = [
  {
    target: 'wishbone-classic',
    name: 'an access whose bus cycle has ended is answered to the next one',
    file: 'baton_wishbone_classic.v',
    place: 'answers = done && asked && <<!abandoned_q>>;',
    wrong: "1'b1",
  },
  {
    target: 'wishbone-classic',
    name: 'an error is acknowledged too',
    file: 'baton_wishbone_classic.v',
    place: 'ack_o = answers && <<!access_error>>;',
    wrong: "1'b1",
  },
  {
    target: 'wishbone-pipelined',
    name: 'an answer comes after the end of its bus cycle',
    file: 'baton_wishbone_pipelined.v',
    place: 'ack_o = ack_q && <<cyc_i>>;',
    wrong: "1'b1",
  },
  {
    target: 'wishbone-pipelined',
    name: 'a request is taken while another one is held',
    file: 'baton_wishbone_pipelined.v',
    place: 'accepted = cyc_i && stb_i && <<!stalls>>;',
    wrong: "1'b1",
  },
];

const apb: readonly Mistake[] = [
  {
    target: 'apb',
    name: 'the access begins in the setup phase',
    file: 'baton_apb.v',
    place: 'valid = psel && <<penable>>;',
    wrong: "1'b1",
  },
  {
    target: 'apb',
    name: 'a transfer is ready before its access is done',
    file: 'baton_apb.v',
    place: 'pready = valid && <<access_ready>>;',
    wrong: "1'b1",
  },
];

const axi4Stream: readonly Mistake[] = [
  {
    target: 'axi4-stream',
    name: 'a beat changes while it waits',
    file: 'baton_stream_register.v',
    place: 'advance = out_ready || <<!main_valid_q>>;',
    wrong: '!main_valid_q || spare_valid_q',
  },
  {
    target: 'axi4-stream',
    name: 'a message goes on with the tag of the next one',
    file: 'baton_unmarshaling.v',
    place: 'arriving_tag_q <= <<active_q>> ? tag_q : source_tag;',
    wrong: "1'b0",
  },
];

const registers: readonly Mistake[] = [
  {
    target: 'registers',
    name: 'a command is given again until it is answered',
    file: 'baton_client_registers.v',
    place: 'command_valid = wants_command && <<!command_given_q>>;',
    wrong: "1'b1",
  },
  {
    target: 'registers',
    name: 'a value that is not allowed is refused and kept',
    file: 'baton_client_registers.v',
    place: 'writes = <<names_register>> && access_write && done;',
    wrong: 'access_valid && !in_window',
  },
];

/** For each protocol, mistakes that break what it promises. */
export const busBreakings: readonly Breaking[] = [
  ...axi4Lite.map((mistake) => ({ ...mistake, invariant: 'AXI4-Lite' as const })),
  ...wishbone.map((mistake) => ({ ...mistake, invariant: 'Wishbone' as const })),
  ...apb.map((mistake) => ({ ...mistake, invariant: 'APB4' as const })),
  ...axi4Stream.map((mistake) => ({ ...mistake, invariant: 'AXI4-Stream' as const })),
  ...registers.map((mistake) => ({ ...mistake, invariant: 'registers' as const })),
].map((mistake) => ({ ...mistake, allocator: 'lookup' as const }));
