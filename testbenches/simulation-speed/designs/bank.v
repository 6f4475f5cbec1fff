// SPDX-License-Identifier: Apache-2.0
// Queues side by side that all carry every beat, each with a number of its own added; the sum of all of them comes out.
module bank #(
    parameter QUEUES = 64
) (
    input  wire        clk,
    input  wire        reset,
    input  wire        in_valid,
    output wire        in_ready,
    input  wire [31:0] in_data,
    output wire        out_valid,
    input  wire        out_ready,
    output wire [31:0] out_data
);
    wire [QUEUES-1:0] takes;
    wire [QUEUES-1:0] gives;
    wire [31:0]       part [0:QUEUES-1];
    reg  [31:0]       sum;

    assign in_ready  = takes[0];
    assign out_valid = gives[0];
    assign out_data  = sum;

    genvar number;
    generate
        for (number = 0; number < QUEUES; number = number + 1) begin : gen_queues
            fifo u_fifo (
                .clk(clk),
                .reset(reset),
                .in_valid(in_valid),
                .in_ready(takes[number]),
                .in_data(in_data + number),
                .out_valid(gives[number]),
                .out_ready(out_ready),
                .out_data(part[number])
            );
        end
    endgenerate

    integer index;
    always @* begin
        sum = 32'd0;
        for (index = 0; index < QUEUES; index = index + 1) sum = sum + part[index];
    end
endmodule
