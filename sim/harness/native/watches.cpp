// SPDX-License-Identifier: Apache-2.0
#include "watches.h"

#include <algorithm>

namespace harness {

Watches::Watches()
    : words(sizeof(Control) / 4 + slots)
    , watches(slots) {}

void Watches::set(std::size_t slot, const TermText* terms, std::size_t count, const std::uint8_t* memory,
                  std::size_t memoryBytes) {
    Watch& watch = watches[slot];
    watch.clear();
    for (std::size_t index = 0; index < count; ++index) {
        const TermText& text = terms[index];
        Term term{text.kind, text.place, memory, text.mask, text.value, 0};
        if (text.kind < TermKind::holdsAtLeast) {
            // Whole words are compared under a mask; at the very end of the memory such a word begins earlier.
            const std::size_t start = std::min<std::size_t>(text.place, memoryBytes - 4);
            const unsigned shift = 8 * static_cast<unsigned>(text.place - start);
            term.address = memory + start;
            term.mask <<= shift;
            term.value <<= shift;
            if (text.kind >= TermKind::changed) term.tracked = track(term.address, term.mask);
        }
        watch.push_back(term);
    }
    used = std::max(used, slot + 1);
}

std::size_t Watches::track(const std::uint8_t* address, std::uint32_t mask) {
    for (std::size_t index = 0; index < tracked.size(); ++index) {
        if (tracked[index].address == address && tracked[index].mask == mask) return index;
    }
    tracked.push_back({address, mask, load(address) & mask});
    return tracked.size() - 1;
}

}  // namespace harness
