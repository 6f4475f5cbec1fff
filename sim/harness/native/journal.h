// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_JOURNAL_H
#define HARNESS_JOURNAL_H

#include <cstddef>
#include <string>

namespace harness {

/// What one model printed, and how its simulation ended.
struct Journal {
    std::string text;
    bool ended = false;
    std::string kind;
    std::string message;
    /// Length of `text` when the previous report was made; the text of the next report lies behind it.
    std::size_t reported = 0;
    unsigned reports = 0;

    /// Records why the simulation ended; the first reason stands.
    void end(const std::string& endKind, const std::string& endMessage) {
        if (ended) return;
        ended = true;
        kind = endKind;
        message = endMessage;
    }
};

/// The journal of the model that runs on this thread. Set before any call into Verilator's runtime.
extern thread_local Journal* runningJournal;

/// Thrown where evaluation cannot go on, because returning would loop for ever or use broken state.
struct Unrecoverable {};

}  // namespace harness

#endif
