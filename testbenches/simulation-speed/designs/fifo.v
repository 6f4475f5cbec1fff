// SPDX-License-Identifier: Apache-2.0
// A first-in first-out queue of 16 words with ready/valid on both sides. Each of its pointers has one bit more than an index
// needs, so that full and empty differ.
module fifo (
    input  wire        clk,
    input  wire        reset,
    input  wire        in_valid,
    output wire        in_ready,
    input  wire [31:0] in_data,
    output wire        out_valid,
    input  wire        out_ready,
    output wire [31:0] out_data
);
    reg [31:0] words [0:15];
    reg [4:0]  head_q;
    reg [4:0]  tail_q;

    wire push = in_valid && in_ready;
    wire pop  = out_valid && out_ready;

    assign in_ready  = tail_q != {!head_q[4], head_q[3:0]};
    assign out_valid = tail_q != head_q;
    assign out_data  = words[head_q[3:0]];

    always @(posedge clk) begin
        if (push) words[tail_q[3:0]] <= in_data;
        if (reset) begin
            head_q <= 5'd0;
            tail_q <= 5'd0;
        end else begin
            if (push) tail_q <= tail_q + 5'd1;
            if (pop)  head_q <= head_q + 5'd1;
        end
    end
endmodule
