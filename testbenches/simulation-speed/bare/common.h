// SPDX-License-Identifier: Apache-2.0
// What the bare loops share: a testbench as one writes it by hand around a verilated class, without any harness.
#ifndef BARE_COMMON_H
#define BARE_COMMON_H

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>

#include "verilated.h"

inline std::uint32_t advance(std::uint32_t& state) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

inline void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "check failed: %s\n", what);
    std::exit(1);
}

inline double cpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

#endif
