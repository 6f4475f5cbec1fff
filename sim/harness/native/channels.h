// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_CHANNELS_H
#define HARNESS_CHANNELS_H

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace harness {

/// A source drives valid and payload, a sink drives ready and collects, a monitor only looks.
enum class ChannelKind : std::uint32_t { source, sink, monitor };

/// One payload port: where it lies and how many bytes it takes there.
struct ChannelField {
    std::uint8_t* address;
    std::size_t bytes;
    std::size_t words() const { return (bytes + 3) / 4; }
};

struct ChannelPlan {
    ChannelKind kind;
    std::uint8_t* valid;
    std::uint8_t* ready;
    std::vector<ChannelField> payload;
    /// Beats in the ring, a power of two.
    std::uint32_t capacity;
    /// A stall is made when a random word is below this; never at 0.
    std::uint32_t stallThreshold;
    std::uint32_t seed;
};

/// One ready/valid stream and its ring of beats, which JavaScript shares: the counts of beats ever written and read, then
/// the beats.
class Channel {
public:
    explicit Channel(const ChannelPlan& plan);
    /// Writes the inputs of the cycle that begins.
    void drive() {
        if (plan.kind == ChannelKind::source) {
            if (!offering) offer();
        } else if (plan.kind == ChannelKind::sink) {
            accepting = held() < plan.capacity && !stalls();
            *plan.ready = accepting;
        }
    }
    /// Looks at the settled state before the edge. Returns false when a beat passed and the channel is a monitor that has no
    /// room for another one.
    bool sample() {
        if (!(*plan.valid & *plan.ready)) return true;
        if (plan.kind != ChannelKind::source) {
            collect();
            return !mustBeEmptied();
        }
        // A beat that somebody else offered on these ports is not the ring's.
        if (offering) {
            read() += 1;
            offering = false;
        }
        return true;
    }
    /// A monitor that has no room for another beat.
    bool mustBeEmptied() const { return plan.kind == ChannelKind::monitor && held() >= plan.capacity; }
    /// A beat passed a monitor that had no room.
    bool hasLost() const { return held() > plan.capacity; }
    std::uint32_t held() const { return memory[0] - memory[1]; }
    std::uint32_t* data() { return memory.get(); }
    std::size_t bytes() const { return 4 * (headerWords + std::size_t{plan.capacity} * beatWords); }

private:
    static constexpr std::size_t headerWords = 4;

    bool stalls() {
        if (plan.stallThreshold == 0) return false;
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        return random < plan.stallThreshold;
    }
    void offer();
    void collect() {
        // A sink never has too many: it holds its ready back. A monitor that has counts on, so that the loss is seen.
        if (held() < plan.capacity) {
            std::uint32_t* const to = beat(written());
            if (single) {
                std::memcpy(to, single, 4);
            } else {
                store(to);
            }
        }
        written() += 1;
    }
    void store(std::uint32_t* to) const;
    std::uint32_t& written() { return memory[0]; }
    std::uint32_t& read() { return memory[1]; }
    std::uint32_t* beat(std::uint32_t count) {
        return memory.get() + headerWords + std::size_t{count & (plan.capacity - 1)} * beatWords;
    }

    ChannelPlan plan;
    std::size_t beatWords = 0;
    std::unique_ptr<std::uint32_t[]> memory;
    std::uint32_t random;
    /// The only payload port, where it takes one word; null otherwise.
    const std::uint8_t* single = nullptr;
    bool offering = false;
    bool accepting = false;
    bool idle = false;
};

/// All native channels of one model, in the order in which they were opened.
class Channels {
public:
    Channel& open(const ChannelPlan& plan) {
        all.emplace_back(plan);
        return all.back();
    }
    void drive() {
        for (Channel& channel : all) channel.drive();
    }
    /// Returns false when a monitor has no room for another beat.
    bool sample() {
        bool room = true;
        for (Channel& channel : all) room &= channel.sample();
        return room;
    }
    bool hasLost() const {
        for (const Channel& channel : all) {
            if (channel.hasLost()) return true;
        }
        return false;
    }
    bool mustBeEmptied() const {
        for (const Channel& channel : all) {
            if (channel.mustBeEmptied()) return true;
        }
        return false;
    }
    std::uint32_t held(std::size_t channel) const { return all[channel].held(); }
    bool empty() const { return all.empty(); }
    std::size_t count() const { return all.size(); }

private:
    std::vector<Channel> all;
};

}  // namespace harness

#endif
