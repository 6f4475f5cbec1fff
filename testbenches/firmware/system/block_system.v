// SPDX-License-Identifier: Apache-2.0
// block_system: three processors and a generated gateway, each at a bus port of it.
`default_nettype none

module block_system #(
    parameter PARTY_ADDRESS = 19,    // bits of an address of a party's port
    parameter MANAGER_ADDRESS = 12
) (
    input  wire        clk,
    input  wire        rst,
    input  wire        run,
    input  wire [2:0]  load_valid,
    input  wire [15:0] load_word,
    input  wire [31:0] load_data,
    output wire        ready,
    output wire [2:0]  report_valid,
    output wire [95:0] report_data,
    output wire [31:0] cycle,
    output wire [31:0] kernel_busy,
    output wire [2:0]  trap
);

  wire [2:0]  irq;
  wire [2:0]  bus_valid;
  wire [95:0] bus_address;
  wire [95:0] bus_data;
  wire [11:0] bus_strobe;
  wire [2:0]  bus_ready;
  wire [95:0] bus_read_data;
  wire [2:0]  ahead_read;
  wire [95:0] ahead_address;

  processors u_processors (
      .clk          (clk),
      .run          (run),
      .irq          (irq),
      .load_valid   (load_valid),
      .load_word    (load_word),
      .load_data    (load_data),
      .bus_valid    (bus_valid),
      .bus_address  (bus_address),
      .bus_data     (bus_data),
      .bus_strobe   (bus_strobe),
      .bus_ready    (bus_ready),
      .bus_read_data(bus_read_data),
      .ahead_read   (ahead_read),
      .ahead_address(ahead_address),
      .report_valid (report_valid),
      .report_data  (report_data),
      .cycle        (cycle),
      .kernel_busy  (kernel_busy),
      .trap         (trap)
  );

  wire [2:0]  awvalid, awready, wvalid, wready, bvalid, bready, arvalid, arready, rvalid, rready;
  wire [95:0] awaddr, wdata, araddr, rdata;
  wire [8:0]  awprot, arprot;
  wire [11:0] wstrb;

  genvar index;
  generate
    for (index = 0; index < 3; index = index + 1) begin : g_adapter
      picorv32_axi_adapter u_adapter (
          .clk            (clk),
          .resetn         (run),
          .mem_axi_awvalid(awvalid[index]),
          .mem_axi_awready(awready[index]),
          .mem_axi_awaddr (awaddr[32*index+:32]),
          .mem_axi_awprot (awprot[3*index+:3]),
          .mem_axi_wvalid (wvalid[index]),
          .mem_axi_wready (wready[index]),
          .mem_axi_wdata  (wdata[32*index+:32]),
          .mem_axi_wstrb  (wstrb[4*index+:4]),
          .mem_axi_bvalid (bvalid[index]),
          .mem_axi_bready (bready[index]),
          .mem_axi_arvalid(arvalid[index]),
          .mem_axi_arready(arready[index]),
          .mem_axi_araddr (araddr[32*index+:32]),
          .mem_axi_arprot (arprot[3*index+:3]),
          .mem_axi_rvalid (rvalid[index]),
          .mem_axi_rready (rready[index]),
          .mem_axi_rdata  (rdata[32*index+:32]),
          .mem_valid      (bus_valid[index]),
          .mem_instr      (1'b0),
          .mem_ready      (bus_ready[index]),
          .mem_addr       (bus_address[32*index+:32]),
          .mem_wdata      (bus_data[32*index+:32]),
          .mem_wstrb      (bus_strobe[4*index+:4]),
          .mem_rdata      (bus_read_data[32*index+:32])
      );
    end
  endgenerate

`define PORT(name, index, bits) \
      .name``_irq         (irq[index]), \
      .name``_axi_awaddr  (awaddr[32*index+:bits]), \
      .name``_axi_awprot  (awprot[3*index+:3]), \
      .name``_axi_awvalid (awvalid[index]), \
      .name``_axi_awready (awready[index]), \
      .name``_axi_wdata   (wdata[32*index+:32]), \
      .name``_axi_wstrb   (wstrb[4*index+:4]), \
      .name``_axi_wvalid  (wvalid[index]), \
      .name``_axi_wready  (wready[index]), \
      .name``_axi_bresp   (), \
      .name``_axi_bvalid  (bvalid[index]), \
      .name``_axi_bready  (bready[index]), \
      .name``_axi_araddr  (araddr[32*index+:bits]), \
      .name``_axi_arprot  (arprot[3*index+:3]), \
      .name``_axi_arvalid (arvalid[index]), \
      .name``_axi_arready (arready[index]), \
      .name``_axi_rdata   (rdata[32*index+:32]), \
      .name``_axi_rresp   (), \
      .name``_axi_rvalid  (rvalid[index]), \
      .name``_axi_rready  (rready[index])

`define STREAMS(name) \
      .name``_in_tvalid (1'b0), \
      .name``_in_tready (), \
      .name``_in_tdata  (0), \
      .name``_in_tkeep  (0), \
      .name``_in_tlast  (1'b0), \
      .name``_in_tid    (0), \
      .name``_in_tuser  (0), \
      .name``_out_tvalid(), \
      .name``_out_tready(1'b1), \
      .name``_out_tdata (), \
      .name``_out_tkeep (), \
      .name``_out_tlast (), \
      .name``_out_tid   (), \
      .name``_out_tuser ()

  baton_gateway_axi4_lite u_block (
      .clk  (clk),
      .rst  (rst),
      .ready(ready),
      `PORT(client, 0, PARTY_ADDRESS),
      `PORT(manager, 1, MANAGER_ADDRESS),
      `PORT(server, 2, PARTY_ADDRESS),
      `STREAMS(client),
      `STREAMS(server)
  );

endmodule
