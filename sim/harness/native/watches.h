// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_WATCHES_H
#define HARNESS_WATCHES_H

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "channels.h"

namespace harness {

/// Shared with JavaScript, as 32-bit words: what a run may do and what came of it.
struct Control {
    /// Cycles that `run` may take; set by JavaScript.
    std::uint32_t budget;
    /// Not zero when a run ended early: a watch has fired, or a monitor must be emptied.
    std::uint32_t attention;
    /// Cycles that the last `run` took.
    std::uint32_t done;
};

enum class WatchState : std::uint32_t { idle, armed, fired };

/// What one part of a condition asks of a word of the design, or of a channel.
enum class TermKind : std::uint32_t { equal, differs, changed, rises, falls, holdsAtLeast, holdsAtMost };

/// As JavaScript writes it. `place` is a byte offset in the design's memory, or the number of a channel.
struct TermText {
    TermKind kind;
    std::uint32_t place;
    std::uint32_t mask;
    std::uint32_t value;
};

/// Conditions that are looked at natively in every cycle, so that JavaScript runs only when one holds. Slot i belongs to one
/// waiting task; its state is word i behind the control block.
class Watches {
public:
    static constexpr std::size_t slots = 256;

    Watches();
    /// Gives a slot its condition: all terms must hold.
    void set(std::size_t slot, const TermText* terms, std::size_t count, const std::uint8_t* memory, std::size_t memoryBytes);
    /// Evaluates all armed watches on the settled state.
    void sample(const Channels& channels) {
        for (std::size_t slot = 0; slot < used; ++slot) {
            if (state(slot) == WatchState::armed && holds(watches[slot], channels)) {
                state(slot) = WatchState::fired;
                control().attention = 1;
            }
        }
        for (Tracked& word : tracked) word.before = load(word.address) & word.mask;
    }

    Control& control() { return *reinterpret_cast<Control*>(words.data()); }
    std::vector<std::uint32_t> words;

private:
    struct Term {
        TermKind kind;
        std::uint32_t place;
        const std::uint8_t* address;
        std::uint32_t mask;
        std::uint32_t value;
        /// For terms that ask for a change: which of the tracked words.
        std::size_t tracked;
    };
    /// A word whose value just before the edge before is remembered, from the first condition on that asks for a change.
    struct Tracked {
        const std::uint8_t* address;
        std::uint32_t mask;
        std::uint32_t before;
    };
    using Watch = std::vector<Term>;

    WatchState& state(std::size_t slot) {
        return reinterpret_cast<WatchState&>(words[sizeof(Control) / 4 + slot]);
    }
    static std::uint32_t load(const std::uint8_t* address) {
        std::uint32_t word;
        std::memcpy(&word, address, sizeof word);
        return word;
    }
    bool holds(const Watch& watch, const Channels& channels) const {
        for (const Term& term : watch) {
            if (!holds(term, channels)) return false;
        }
        return true;
    }
    bool holds(const Term& term, const Channels& channels) const {
        if (term.kind >= TermKind::holdsAtLeast) {
            const std::uint32_t held = channels.held(term.place);
            return term.kind == TermKind::holdsAtLeast ? held >= term.value : held <= term.value;
        }
        const std::uint32_t now = load(term.address) & term.mask;
        if (term.kind == TermKind::equal) return now == term.value;
        if (term.kind == TermKind::differs) return now != term.value;
        const std::uint32_t before = tracked[term.tracked].before;
        if (term.kind == TermKind::changed) return now != before;
        // From zero to something, or from something to zero.
        return term.kind == TermKind::rises ? before == 0 && now != 0 : before != 0 && now == 0;
    }
    std::size_t track(const std::uint8_t* address, std::uint32_t mask);

    std::vector<Watch> watches;
    std::vector<Tracked> tracked;
    std::size_t used = 0;
};

}  // namespace harness

#endif
