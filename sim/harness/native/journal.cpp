// SPDX-License-Identifier: Apache-2.0
// Replaces the functions by which Verilator's runtime prints, stops and aborts: a failing design must never end the
// process, and what it prints belongs to its model.
#include "journal.h"

#include <cstdarg>
#include <cstdio>
#include <vector>

#include "verilated.h"

namespace harness {

thread_local Journal* runningJournal = nullptr;

namespace {

// A design that prints in every cycle must not eat the memory of a long run; its latest output is what matters.
constexpr std::size_t journalLimit = std::size_t{2} << 20;
// A loop around a failing statement would otherwise never come back.
constexpr unsigned reportLimit = 100;

void append(Journal& journal, const char* text, std::size_t length) {
    journal.text.append(text, length);
    if (journal.text.size() <= journalLimit) return;
    const std::string notice = "[earlier output dropped]\n";
    const std::size_t dropped = journal.text.size() - journalLimit / 2;
    journal.text.replace(0, dropped, notice);
    journal.reported = journal.reported > dropped ? journal.reported - dropped + notice.size() : 0;
}

std::string location(const char* file, int line) {
    if (!file || !*file) return "";
    return std::string{file} + ":" + std::to_string(line) + ": ";
}

/// What the design printed for the statement at this place, behind the place itself; empty if it printed nothing. Such
/// text names the file without its folders.
std::string printedReport(const Journal& journal, const std::string& place, const char* severity) {
    const std::string start = severity + place.substr(place.rfind('/') + 1);
    const std::size_t at = journal.text.rfind(start);
    if (at == std::string::npos || at < journal.reported) return "";
    std::string report = journal.text.substr(at + start.size());
    while (!report.empty() && report.back() == '\n') report.pop_back();
    return report;
}

}  // namespace
}  // namespace harness

using harness::Journal;
using harness::runningJournal;

void harness_print(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(nullptr, 0, format, arguments);
    va_end(arguments);
    if (length > 0) {
        std::vector<char> text(static_cast<std::size_t>(length) + 1);
        std::vsnprintf(text.data(), text.size(), format, again);
        if (runningJournal) {
            harness::append(*runningJournal, text.data(), static_cast<std::size_t>(length));
        } else {
            std::fputs(text.data(), stderr);
        }
    }
    va_end(again);
}

void vl_finish(const char* file, int line, const char*) {
    Verilated::threadContextp()->gotFinish(true);
    runningJournal->end("finish", harness::location(file, line) + "$finish");
}

void vl_stop(const char* file, int line, const char*) {
    Journal& journal = *runningJournal;
    Verilated::threadContextp()->gotError(true);
    const std::string place = harness::location(file, line);
    const std::string error = harness::printedReport(journal, place, "%Error: ");
    const std::string fatal = harness::printedReport(journal, place, "%Fatal: ");
    if (!fatal.empty()) {
        journal.end("fatal", place + fatal);
    } else if (!error.empty()) {
        journal.end("error", place + error);
    } else {
        journal.end("stop", place + "$stop");
    }
    journal.reported = journal.text.size();
    if (++journal.reports >= harness::reportLimit) throw harness::Unrecoverable{};
}

void vl_fatal(const char* file, int line, const char*, const char* message) {
    Verilated::threadContextp()->gotError(true);
    const std::string text{message};
    const bool loops = text.find("converge") != std::string::npos;
    runningJournal->end(loops ? "convergence" : "runtime", harness::location(file, line) + text);
    throw harness::Unrecoverable{};
}
