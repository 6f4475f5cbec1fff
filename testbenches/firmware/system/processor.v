// SPDX-License-Identifier: Apache-2.0
// processor: a PicoRV32 with memory of its own, which answers without waiting, and a bus for everything else.
`default_nettype none

module processor #(
    parameter RAM_WORDS = 4096
) (
    input  wire        clk,
    input  wire        run,            // 0: held in reset
    input  wire        irq,            // a level

    input  wire        load_valid,     // a word of its program; while it is held in reset
    input  wire [15:0] load_word,
    input  wire [31:0] load_data,

    output wire        bus_valid,      // addresses 0x1000_0000 and above
    output wire [31:0] bus_address,
    output wire [31:0] bus_data,
    output wire [3:0]  bus_strobe,     // 0: a read
    input  wire        bus_ready,
    input  wire [31:0] bus_read_data,
    output wire        ahead_read,     // in the next cycle a read begins
    output wire [31:0] ahead_address,

    output wire        report_valid,   // it writes to 0xf000_0000
    output wire [31:0] report_data,
    output wire        waits,          // for an interrupt
    output wire        trap
);

  wire        valid;
  wire [31:0] address;
  wire [31:0] data;
  wire [3:0]  strobe;
  wire        in_ram    = address[31:28] == 4'h0;
  wire        in_report = address[31:28] == 4'hf;

  reg [31:0] ram[0:RAM_WORDS-1];
  reg [31:0] ram_q;

  // What a program does not fill is zero.
  integer word;
  initial for (word = 0; word < RAM_WORDS; word = word + 1) ram[word] = 32'd0;

  always @(posedge clk) begin
    if (load_valid) begin
      ram[load_word[$clog2(RAM_WORDS)-1:0]] <= load_data;
    end else if (valid && in_ram) begin
      if (strobe[0]) ram[address[$clog2(RAM_WORDS)+1:2]][7:0] <= data[7:0];
      if (strobe[1]) ram[address[$clog2(RAM_WORDS)+1:2]][15:8] <= data[15:8];
      if (strobe[2]) ram[address[$clog2(RAM_WORDS)+1:2]][23:16] <= data[23:16];
      if (strobe[3]) ram[address[$clog2(RAM_WORDS)+1:2]][31:24] <= data[31:24];
    end
    if (ahead_read) ram_q <= ram[ahead_address[$clog2(RAM_WORDS)+1:2]];
  end

  assign bus_valid    = valid && !in_ram && !in_report;
  assign bus_address  = address;
  assign bus_data     = data;
  assign bus_strobe   = strobe;
  assign report_valid = valid && in_report && (|strobe);
  assign report_data  = data;
  assign waits        = u_core.do_waitirq;

  picorv32 #(
      .ENABLE_COUNTERS (0),
      .BARREL_SHIFTER  (1),
      .ENABLE_FAST_MUL (1),
      .ENABLE_IRQ      (1),
      .ENABLE_IRQ_QREGS(0),
      .ENABLE_IRQ_TIMER(0),
      .LATCHED_IRQ     (32'd0),
      .STACKADDR       (4 * RAM_WORDS)
  ) u_core (
      .clk         (clk),
      .resetn      (run),
      .trap        (trap),
      .mem_valid   (valid),
      .mem_instr   (),
      .mem_ready   (valid && (in_ram || in_report || bus_ready)),
      .mem_addr    (address),
      .mem_wdata   (data),
      .mem_wstrb   (strobe),
      .mem_rdata   (in_ram ? ram_q : bus_read_data),
      .mem_la_read (ahead_read),
      .mem_la_write(),
      .mem_la_addr (ahead_address),
      .mem_la_wdata(),
      .mem_la_wstrb(),
      .pcpi_valid  (),
      .pcpi_insn   (),
      .pcpi_rs1    (),
      .pcpi_rs2    (),
      .pcpi_wr     (1'b0),
      .pcpi_rd     (32'd0),
      .pcpi_wait   (1'b0),
      .pcpi_ready  (1'b0),
      .irq         ({28'd0, irq, 3'd0}),
      .eoi         (),
      .trace_valid (),
      .trace_data  ()
  );

endmodule
