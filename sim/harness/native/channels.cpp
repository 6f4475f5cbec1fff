// SPDX-License-Identifier: Apache-2.0
#include "channels.h"

namespace harness {

Channel::Channel(const ChannelPlan& channelPlan)
    : plan{channelPlan}
    // The method never leaves a state of zero.
    , random{channelPlan.seed ? channelPlan.seed : 0x9e3779b9u} {
    for (const ChannelField& field : plan.payload) beatWords += field.words();
    if (plan.payload.size() == 1 && plan.payload[0].bytes == 4) single = plan.payload[0].address;
    memory = std::make_unique<std::uint32_t[]>(bytes() / 4);
}

void Channel::offer() {
    if (held() == 0 || stalls()) {
        if (idle) return;
        idle = true;
        *plan.valid = 0;
        for (const ChannelField& field : plan.payload) std::memset(field.address, 0, field.bytes);
        return;
    }
    idle = false;
    offering = true;
    *plan.valid = 1;
    const std::uint32_t* from = beat(read());
    for (const ChannelField& field : plan.payload) {
        // Small ports hold the low bytes of the word: the machine is little-endian, as the views of JavaScript are.
        std::memcpy(field.address, from, field.bytes);
        from += field.words();
    }
}

void Channel::store(std::uint32_t* to) const {
    for (const ChannelField& field : plan.payload) {
        if (field.bytes < 4) *to = 0;
        std::memcpy(to, field.address, field.bytes);
        to += field.words();
    }
}

}  // namespace harness
