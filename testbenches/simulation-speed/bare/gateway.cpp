// SPDX-License-Identifier: Apache-2.0
// The bare loop around the gateway: calls of 16 words, each answered with 16 words, as many at once as there are tags.
#include MODEL_HEADER
#include "common.h"

static std::uint64_t word(std::uint32_t call, std::uint32_t index) {
    const std::uint32_t low = (call * 16 + index) * 0x9e3779b1u;
    return (static_cast<std::uint64_t>(~low) << 32) | low;
}

int main(int, char** arguments) {
    const auto cycles = static_cast<std::uint32_t>(std::atol(arguments[1]));
    auto context = std::make_unique<VerilatedContext>();
    auto model = std::make_unique<MODEL>(context.get());
    auto edge = [&] {
        model->clk = 1;
        model->eval();
    };
    auto settle = [&] {
        model->clk = 0;
        model->eval();
    };
    model->rst = 1;
    settle();
    edge();
    model->rst = 0;
    for (settle(); !model->ready; settle()) edge();
    model->client_in_strobe = 0xff;
    model->server_in_strobe = 0xff;
    model->client_in_kind = 1;
    model->server_in_kind = 2;
    model->client_out_ready = 1;
    model->server_out_ready = 1;
    std::uint32_t callOf[32] = {}, sent = 0, sentWord = 0, returned = 0, returnWord = 0;
    std::uint32_t answers[64] = {}, asked = 0, answered = 0, answerWord = 0, askedWord = 0, checksum = 0;
    bool busy[32] = {};
    bool calling = false, answering = false;
    const double start = cpuSeconds();
    for (std::uint32_t cycle = 0; cycle < cycles; ++cycle) {
        if (!calling && !busy[sent & 31]) {
            calling = true;
            busy[sent & 31] = true;
            callOf[sent & 31] = sent;
            model->client_in_tag = sent & 31;
        }
        model->client_in_valid = calling;
        if (calling) {
            model->client_in_data = word(sent, sentWord);
            model->client_in_last = sentWord == 15;
        }
        if (!answering && answered != asked) {
            answering = true;
            model->server_in_tag = answers[answered & 63];
        }
        model->server_in_valid = answering;
        if (answering) {
            model->server_in_data = word(callOf[answers[answered & 63]], 15 - answerWord);
            model->server_in_last = answerWord == 15;
        }
        settle();
        if (model->server_out_valid) {
            const std::uint32_t tag = model->server_out_tag;
            require(model->server_out_data == word(callOf[tag], askedWord), "server_out_data");
            require(model->server_out_last == (askedWord == 15), "server_out_last");
            if (++askedWord == 16) {
                askedWord = 0;
                answers[asked++ & 63] = tag;
            }
        }
        if (model->client_out_valid) {
            const std::uint32_t tag = model->client_out_tag;
            require(model->client_out_data == word(callOf[tag], 15 - returnWord), "client_out_data");
            require(model->client_out_last == (returnWord == 15), "client_out_last");
            if (++returnWord == 16) {
                returnWord = 0;
                busy[tag] = false;
                ++returned;
                checksum = ((checksum << 1) | (checksum >> 31)) ^ tag;
            }
        }
        require(model->client_error_code == 0 && model->server_error_code == 0, "error_code");
        if (calling && model->client_in_ready && ++sentWord == 16) {
            sentWord = 0;
            calling = false;
            ++sent;
        }
        if (answering && model->server_in_ready && ++answerWord == 16) {
            answerWord = 0;
            answering = false;
            ++answered;
        }
        edge();
    }
    const double seconds = cpuSeconds() - start;
    std::printf("{\"seconds\":%.6f,\"outcome\":\"%u %u %u\"}\n", seconds, sent, returned, checksum);
    model->final();
    return 0;
}
