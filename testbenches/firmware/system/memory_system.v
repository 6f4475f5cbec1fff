// SPDX-License-Identifier: Apache-2.0
// memory_system: three processors and plain memory, shared by client and kernel and by kernel and server.
`default_nettype none

module memory_system #(
    parameter AREA_WORDS = 65536,
    parameter WAITS = 0  // cycles that an access of shared memory waits: 0, or 1 as behind the fastest bus slave
) (
    input  wire        clk,
    input  wire        run,
    input  wire [2:0]  load_valid,
    input  wire [15:0] load_word,
    input  wire [31:0] load_data,
    output wire [2:0]  report_valid,
    output wire [95:0] report_data,
    output wire [31:0] cycle,
    output wire [31:0] kernel_busy,
    output wire [2:0]  trap
);

  wire [2:0]  bus_valid;
  wire [95:0] bus_address;
  wire [95:0] bus_data;
  wire [11:0] bus_strobe;
  wire [95:0] bus_read_data;
  wire [2:0]  ahead_read;
  wire [95:0] ahead_address;
  reg  [2:0]  doorbell_q;

  processors u_processors (
      .clk          (clk),
      .run          (run),
      .irq          (doorbell_q),
      .load_valid   (load_valid),
      .load_word    (load_word),
      .load_data    (load_data),
      .bus_valid    (bus_valid),
      .bus_address  (bus_address),
      .bus_data     (bus_data),
      .bus_strobe   (bus_strobe),
      .bus_ready    (WAITS == 0 ? bus_valid : waited_q),
      .bus_read_data(bus_read_data),
      .ahead_read   (ahead_read),
      .ahead_address(ahead_address),
      .report_valid (report_valid),
      .report_data  (report_data),
      .cycle        (cycle),
      .kernel_busy  (kernel_busy),
      .trap         (trap)
  );

  reg [2:0] waited_q;

  always @(posedge clk) begin
    waited_q <= bus_valid & ~waited_q;
  end

  // 0x1...: the client area; 0x2...: the server area. Each has a port for each of its two users, so nobody waits for another one.
  reg [31:0] client_area[0:AREA_WORDS-1];
  reg [31:0] server_area[0:AREA_WORDS-1];

  localparam TOP = $clog2(AREA_WORDS) + 1;

  genvar index;
  generate
    for (index = 0; index < 3; index = index + 1) begin : g_user
      wire [31:0] address  = bus_address[32*index+:32];
      wire [31:0] ahead    = ahead_address[32*index+:32];
      wire [31:0] data     = bus_data[32*index+:32];
      wire [3:0]  strobe   = bus_strobe[4*index+:4];
      wire        writes   = bus_valid[index] && (|strobe);
      reg  [31:0] read_q;

      assign bus_read_data[32*index+:32] = read_q;

      always @(posedge clk) begin
        if (ahead_read[index]) begin
          if (ahead[31:28] == 4'h1 && index != 2) read_q <= client_area[ahead[TOP:2]];
          if (ahead[31:28] == 4'h2 && index != 0) read_q <= server_area[ahead[TOP:2]];
        end
        // Words alone: the software writes nothing smaller.
        if (writes && address[31:28] == 4'h1 && index != 2) client_area[address[TOP:2]] <= data;
        if (writes && address[31:28] == 4'h2 && index != 0) server_area[address[TOP:2]] <= data;
      end
    end
  endgenerate

  // 0x3...: doorbells. A processor rings those whose bits it writes to word 0, and stills its own at word 1.
  wire [2:0] rings = {g_user[2].writes && g_user[2].address[31:28] == 4'h3 && !g_user[2].address[2],
                      g_user[1].writes && g_user[1].address[31:28] == 4'h3 && !g_user[1].address[2],
                      g_user[0].writes && g_user[0].address[31:28] == 4'h3 && !g_user[0].address[2]};
  wire [2:0] stills = {g_user[2].writes && g_user[2].address[31:28] == 4'h3 && g_user[2].address[2],
                       g_user[1].writes && g_user[1].address[31:28] == 4'h3 && g_user[1].address[2],
                       g_user[0].writes && g_user[0].address[31:28] == 4'h3 && g_user[0].address[2]};

  always @(posedge clk) begin
    if (!run) doorbell_q <= 3'd0;
    else
      doorbell_q <= (doorbell_q & ~stills) |
                    (rings[0] ? bus_data[2:0] : 3'd0) |
                    (rings[1] ? bus_data[34:32] : 3'd0) |
                    (rings[2] ? bus_data[66:64] : 3'd0);
  end

endmodule
