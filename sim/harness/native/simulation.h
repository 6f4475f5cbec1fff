// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_SIMULATION_H
#define HARNESS_SIMULATION_H

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "channels.h"
#include "design.h"
#include "journal.h"
#include "verilated.h"
#include "watches.h"

namespace harness {

/// Where a signal's value lies. `bytes` is 1, 2, 4, 8, or a multiple of 4 for wider ones; zero if it was not found.
struct Signal {
    std::uint8_t* address = nullptr;
    unsigned width = 0;
    std::size_t bytes = 0;
    bool writable = false;
};

/// One copy from the design's memory into a frame, done in every settle.
template <class Source>
struct Copy {
    const Source* from;
    std::uint32_t* to;
};

struct WideCopy {
    const std::uint32_t* from;
    std::uint32_t* to;
    std::size_t words;
};

/// One running design with its own context, seed, output and time. Knows nothing of JavaScript.
class Simulation {
public:
    explicit Simulation(int seed);
    ~Simulation();
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;

    /// Lets the clock fall, evaluates the inputs as they are, fills the frames.
    void settle();
    /// Lets the clock rise. Needs a settled design, whose inputs may have changed since.
    void edge() { edge(&Design::eval); }
    /// A settle and the edge after it, if the design has not ended.
    void step();
    /// Whole cycles: as many as the control block allows, fewer when something asks for attention.
    void run();
    /// Runs the design's final blocks, once.
    void finalize();
    /// Frees the design; frames and output stay readable.
    void destroy();

    void addCopy(const Signal& signal, std::uint32_t* to);
    std::uint32_t* addFrame(std::size_t words);
    void poke(const Signal& signal, const std::uint32_t* words);

    bool openTrace(const std::string& file);
    void closeTrace();
    /// Writes what the model has covered so far. False when it cannot.
    bool writeCoverage(const std::string& file);

    Journal journal;
    Channels channels;
    Watches watches;
    std::unique_ptr<Design> design;
    std::vector<Signal> ports;
    std::vector<Signal> visible;
    /// The number of edges so far, as JavaScript reads it.
    double cycles = 0;
    bool settled = false;
    /// JavaScript objects that point here; the last one frees the simulation.
    unsigned references = 0;

private:
    void activate();
    void edge(void (Design::*evaluate)());
    /// Runs a step and turns every way in which the runtime can give up into an ended journal.
    template <class Step>
    void guard(Step step);
    void fillFrames();
    void dumpSettled();
    /// The part of an edge that looks at the settled state for JavaScript.
    void observe();
    Signal findVisible(const Visible& wanted) const;

    std::unique_ptr<VerilatedContext> context;
    /// In nanoseconds, of the settled state of the running cycle.
    std::uint64_t time = 0;
    /// A design without a clock gets a byte that nobody reads.
    std::uint8_t noClock = 0;
    std::uint8_t* clock = &noClock;
    bool driven = false;
    bool finalized = false;
    bool tracing = false;
    bool dumped = false;
    std::vector<Copy<std::uint8_t>> copies8;
    std::vector<Copy<std::uint16_t>> copies16;
    std::vector<Copy<std::uint32_t>> copies32;
    std::vector<WideCopy> copiesWide;
    std::vector<std::unique_ptr<std::uint32_t[]>> frames;
};

}  // namespace harness

#endif
