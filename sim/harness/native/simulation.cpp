// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"

#include <cstring>
#include <exception>

#include "verilated_sym_props.h"

namespace harness {

namespace {

// Verilator's runtime finds the context of a running model through a variable of the thread. Setting it costs more than
// comparing, and most runs have one model.
thread_local Simulation* active = nullptr;

std::size_t storageBytes(VerilatedVarType type, unsigned width) {
    switch (type) {
        case VLVT_UINT8: return 1;
        case VLVT_UINT16: return 2;
        case VLVT_UINT32: return 4;
        case VLVT_UINT64: return 8;
        case VLVT_WDATA: return std::size_t{4} * ((width + 31) / 32);
        default: return 0;
    }
}

/// Width of a packed variable in bits. Newer releases leave the range behind `elements` unset but count bits themselves.
template <class Variable>
auto packedBits(const Variable& variable, int) -> decltype(static_cast<unsigned>(variable.entBits())) {
    return static_cast<unsigned>(variable.entBits());
}

template <class Variable>
unsigned packedBits(const Variable& variable, long) {
    return static_cast<unsigned>(variable.elements(0));
}

}  // namespace

Simulation::Simulation(int seed)
    : context{std::make_unique<VerilatedContext>()} {
    activate();
    const char* arguments[] = {"model"};
    context->commandArgs(1, arguments);
    context->randReset(2);
    context->randSeed(seed);
    guard([this] {
        design = createDesign(context.get());
        if (design->traceable()) context->traceEverOn(true);
    });
    if (!design) return;
    const std::string clockPort = clockName();
    for (const Port& port : design->ports()) {
        const bool input = std::string{port.direction} == "input";
        ports.push_back({design->memory() + port.offset, port.width, port.bytes, input});
        // Inputs nobody has driven yet read as zero: a run repeats whatever the seed.
        if (input) std::memset(design->memory() + port.offset, 0, port.bytes);
        if (port.name == clockPort && !clockPort.empty()) clock = design->memory() + port.offset;
    }
    for (const Visible& wanted : visibleSignals()) visible.push_back(findVisible(wanted));
}

Simulation::~Simulation() { destroy(); }

Signal Simulation::findVisible(const Visible& wanted) const {
    const std::string scopeName = std::string{"TOP."} + wanted.scope;
    const VerilatedScope* const scope = context->scopeFind(scopeName.c_str());
    VerilatedVar* const variable = scope ? scope->varFind(wanted.variable) : nullptr;
    if (!variable) return {};
    const bool array = variable->udims() == 1;
    if (variable->udims() > 1 || array != (wanted.element >= 0)) return {};
    const unsigned width = packedBits(*variable, 0);
    Signal signal{static_cast<std::uint8_t*>(variable->datap()), width, storageBytes(variable->vltype(), width),
                  variable->isPublicRW()};
    if (array) {
        const int position = wanted.element - variable->low(1);
        if (position < 0 || position >= variable->elements(1)) return {};
        signal.address += static_cast<std::size_t>(position) * signal.bytes;
    }
    return signal;
}

void Simulation::activate() {
    if (active == this) return;
    active = this;
    runningJournal = &journal;
    Verilated::threadContextp(context.get());
}

template <class Step>
void Simulation::guard(Step step) {
    try {
        step();
    } catch (const Unrecoverable&) {
        // The journal holds the reason.
    } catch (const std::exception& error) {
        journal.end("runtime", error.what());
    }
}

void Simulation::settle() {
    activate();
    if (!driven) {
        channels.drive();
        driven = true;
    }
    *clock = 0;
    context->time(time);
    guard([this] { design->eval(); });
    settled = true;
    dumped = false;
    fillFrames();
}

void Simulation::observe() {
    if (!channels.empty() && !channels.sample()) {
        watches.control().attention = 1;
        if (channels.hasLost()) journal.end("overflow", "a beat passed a native monitor whose ring was full");
    }
    // After the channels: a condition on a ring holds in the cycle in which the beat passes.
    watches.sample(channels);
}

void Simulation::edge(void (Design::*evaluate)()) {
    activate();
    observe();
    if (tracing) dumpSettled();
    *clock = 1;
    context->time(time + 5);
    guard([this, evaluate] { (design.get()->*evaluate)(); });
    if (tracing) design->dumpTrace(time + 5);
    *clock = 0;
    settled = false;
    driven = false;
    if (journal.ended) return;
    cycles += 1;
    time += 10;
}

void Simulation::step() {
    settle();
    // Nobody has had a chance to write an input.
    if (!journal.ended) edge(&Design::rise);
}

void Simulation::run() {
    Control& control = watches.control();
    control.attention = channels.mustBeEmptied();
    control.done = 0;
    for (std::uint32_t left = control.budget; left > 0 && control.attention == 0; --left) {
        step();
        if (journal.ended) return;
        ++control.done;
    }
}

void Simulation::dumpSettled() {
    if (settled && !dumped) design->dumpTrace(time);
    dumped = true;
}

void Simulation::finalize() {
    if (finalized || !design) return;
    finalized = true;
    activate();
    guard([this] { design->final(); });
}

void Simulation::destroy() {
    if (!context) return;
    activate();
    closeTrace();
    design.reset();
    context.reset();
    active = nullptr;
    runningJournal = nullptr;
    copies8.clear();
    copies16.clear();
    copies32.clear();
    copiesWide.clear();
}

void Simulation::fillFrames() {
    for (const auto& copy : copies8) *copy.to = *copy.from;
    for (const auto& copy : copies16) *copy.to = *copy.from;
    for (const auto& copy : copies32) *copy.to = *copy.from;
    for (const auto& copy : copiesWide) std::memcpy(copy.to, copy.from, copy.words * 4);
}

void Simulation::addCopy(const Signal& signal, std::uint32_t* to) {
    switch (signal.bytes) {
        case 1: copies8.push_back({signal.address, to}); break;
        case 2: copies16.push_back({reinterpret_cast<const std::uint16_t*>(signal.address), to}); break;
        case 4: copies32.push_back({reinterpret_cast<const std::uint32_t*>(signal.address), to}); break;
        default:
            copiesWide.push_back({reinterpret_cast<const std::uint32_t*>(signal.address), to, signal.bytes / 4});
    }
}

std::uint32_t* Simulation::addFrame(std::size_t words) {
    frames.push_back(std::make_unique<std::uint32_t[]>(words > 0 ? words : 1));
    return frames.back().get();
}

void Simulation::poke(const Signal& signal, const std::uint32_t* words) {
    std::memcpy(signal.address, words, signal.bytes);
    settled = false;
}

bool Simulation::openTrace(const std::string& file) {
    activate();
    tracing = design->openTrace(file);
    dumped = false;
    return tracing;
}

void Simulation::closeTrace() {
    if (!tracing) return;
    activate();
    dumpSettled();
    design->closeTrace();
    tracing = false;
}

bool Simulation::writeCoverage(const std::string& file) {
    activate();
    try {
        return design->writeCoverage(*context, file);
    } catch (const Unrecoverable&) {
        return false;
    }
}

}  // namespace harness
