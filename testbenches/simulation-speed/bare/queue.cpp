// SPDX-License-Identifier: Apache-2.0
// The bare loop around a queue or a bank of queues. SCALE and OFFSET say what comes out for what went in.
#include MODEL_HEADER
#include "common.h"

int main(int, char** arguments) {
    const auto cycles = static_cast<std::uint32_t>(std::atol(arguments[1]));
    const std::uint32_t half = 0x80000000u;
    auto context = std::make_unique<VerilatedContext>();
    auto model = std::make_unique<MODEL>(context.get());
    model->reset = 1;
    model->clk = 0;
    model->eval();
    model->clk = 1;
    model->eval();
    model->reset = 0;
    std::uint32_t stalls = 11, pauses = 22, values = 33;
    std::uint32_t queue[64] = {};
    std::uint32_t pushed = 0, popped = 0, checksum = 0, blocked = 0, starved = 0;
    bool offering = false;
    const double start = cpuSeconds();
    for (std::uint32_t cycle = 0; cycle < cycles; ++cycle) {
        if (!offering) {
            offering = advance(stalls) >= half;
            model->in_valid = offering;
            model->in_data = offering ? advance(values) : 0;
        }
        model->out_ready = advance(pauses) >= half;
        model->clk = 0;
        model->eval();
        const std::uint32_t held = pushed - popped;
        require(model->in_ready == (held < 16), "in_ready");
        require(model->out_valid == (held > 0), "out_valid");
        blocked += model->in_valid & !model->in_ready;
        starved += model->out_ready & !model->out_valid;
        if (model->out_valid & model->out_ready) {
            const std::uint32_t data = model->out_data;
            require(data == queue[popped & 63] * SCALE + OFFSET, "out_data");
            checksum = ((checksum << 1) | (checksum >> 31)) ^ data;
            ++popped;
        }
        if (model->in_valid & model->in_ready) {
            queue[pushed & 63] = model->in_data;
            ++pushed;
            offering = false;
        }
        model->clk = 1;
        model->eval();
    }
    const double seconds = cpuSeconds() - start;
    std::printf("{\"seconds\":%.6f,\"outcome\":\"%u %u %u %u\"}\n", seconds, popped, checksum, blocked, starved);
    model->final();
    return 0;
}
