// SPDX-License-Identifier: Apache-2.0
// A small UART: one start bit, eight data bits from the lowest on, one stop bit, no parity.
module uart #(
    parameter CYCLES_PER_BIT = 16
) (
    input  wire       clk,
    input  wire       rst_n,

    // Bytes to send: ready/valid.
    input  wire       send_valid,
    output wire       send_ready,
    input  wire [7:0] send_data,
    output reg        tx,

    // Bytes received: ready/valid. A byte nobody has taken when the next one is complete is lost, and `overrun` says so.
    input  wire       rx,
    output reg        receive_valid,
    input  wire       receive_ready,
    output reg  [7:0] receive_data,
    output reg        overrun,
    // Set when a stop bit was low.
    output reg        framing_error
);
    localparam [15:0] LAST_CYCLE = CYCLES_PER_BIT[15:0] - 16'd1;
    localparam [15:0] HALF_BIT   = CYCLES_PER_BIT[15:0] / 16'd2 - 16'd1;

    // The sender shifts out start, data and stop bit.
    reg [9:0]  send_shift;
    reg [3:0]  send_bits;
    reg [15:0] send_cycle;

    assign send_ready = send_bits == 4'd0;

    always @(posedge clk) begin
        if (!rst_n) begin
            tx         <= 1'b1;
            send_shift <= 10'd0;
            send_bits  <= 4'd0;
            send_cycle <= 16'd0;
        end else if (send_ready) begin
            tx <= 1'b1;
            if (send_valid) begin
                send_shift <= {1'b1, send_data, 1'b0};
                send_bits  <= 4'd10;
                send_cycle <= 16'd0;
            end
        end else begin
            tx <= send_shift[0];
            if (send_cycle == LAST_CYCLE) begin
                send_cycle <= 16'd0;
                send_shift <= {1'b1, send_shift[9:1]};
                send_bits  <= send_bits - 4'd1;
            end else begin
                send_cycle <= send_cycle + 16'd1;
            end
        end
    end

    // The receiver looks at the middle of each bit, counted from the falling edge of the start bit.
    reg [1:0]  rx_sync;
    reg [3:0]  receive_bits;
    reg [15:0] receive_cycle;
    reg [7:0]  receive_shift;

    wire line   = rx_sync[1];
    wire middle = receive_cycle == 16'd0;

    always @(posedge clk) begin
        if (!rst_n) begin
            rx_sync       <= 2'b11;
            receive_bits  <= 4'd0;
            receive_cycle <= 16'd0;
            receive_shift <= 8'd0;
            receive_valid <= 1'b0;
            receive_data  <= 8'd0;
            overrun       <= 1'b0;
            framing_error <= 1'b0;
        end else begin
            rx_sync <= {rx_sync[0], rx};
            if (receive_valid && receive_ready) receive_valid <= 1'b0;
            if (receive_bits == 4'd0) begin
                if (!line) begin
                    receive_bits  <= 4'd10;
                    receive_cycle <= HALF_BIT;
                end
            end else if (!middle) begin
                receive_cycle <= receive_cycle - 16'd1;
            end else begin
                receive_cycle <= LAST_CYCLE;
                receive_bits  <= receive_bits - 4'd1;
                if (receive_bits == 4'd10 && line) begin
                    // A short pulse, not a start bit.
                    receive_bits <= 4'd0;
                end else if (receive_bits == 4'd1) begin
                    framing_error <= !line;
                    if (line) begin
                        overrun       <= receive_valid && !receive_ready;
                        receive_data  <= receive_shift;
                        receive_valid <= 1'b1;
                    end
                end else if (receive_bits != 4'd10) begin
                    receive_shift <= {line, receive_shift[7:1]};
                end
            end
        end
    end

    // Simulation checks this too: a line at rest is high.
    always @(posedge clk) begin
        if (rst_n && send_ready) idle_is_high: assert (tx);
    end
endmodule
