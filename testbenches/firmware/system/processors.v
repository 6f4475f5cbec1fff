// SPDX-License-Identifier: Apache-2.0
// processors: client, kernel and server, what they report, and how long the kernel works.
`default_nettype none

module processors (
    input  wire        clk,
    input  wire        run,
    input  wire [2:0]  irq,              // client, kernel, server: bits 0 to 2, and likewise below

    input  wire [2:0]  load_valid,
    input  wire [15:0] load_word,
    input  wire [31:0] load_data,

    output wire [2:0]  bus_valid,
    output wire [95:0] bus_address,
    output wire [95:0] bus_data,
    output wire [11:0] bus_strobe,
    input  wire [2:0]  bus_ready,
    input  wire [95:0] bus_read_data,
    output wire [2:0]  ahead_read,
    output wire [95:0] ahead_address,

    output wire [2:0]  report_valid,
    output wire [95:0] report_data,
    output reg  [31:0] cycle,
    output reg  [31:0] kernel_busy,      // cycles in which the kernel did not wait for an interrupt
    output wire [2:0]  trap
);

  wire [2:0] waits;

  always @(posedge clk) begin
    if (!run) begin
      cycle       <= 32'd0;
      kernel_busy <= 32'd0;
    end else begin
      cycle <= cycle + 32'd1;
      if (!waits[1]) kernel_busy <= kernel_busy + 32'd1;
    end
  end

  genvar index;
  generate
    for (index = 0; index < 3; index = index + 1) begin : g_processor
      processor u_processor (
          .clk          (clk),
          .run          (run),
          .irq          (irq[index]),
          .load_valid   (load_valid[index]),
          .load_word    (load_word),
          .load_data    (load_data),
          .bus_valid    (bus_valid[index]),
          .bus_address  (bus_address[32*index+:32]),
          .bus_data     (bus_data[32*index+:32]),
          .bus_strobe   (bus_strobe[4*index+:4]),
          .bus_ready    (bus_ready[index]),
          .bus_read_data(bus_read_data[32*index+:32]),
          .ahead_read   (ahead_read[index]),
          .ahead_address(ahead_address[32*index+:32]),
          .report_valid (report_valid[index]),
          .report_data  (report_data[32*index+:32]),
          .waits        (waits[index]),
          .trap         (trap[index])
      );
    end
  endgenerate

endmodule
