// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_DESIGN_H
#define HARNESS_DESIGN_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

class VerilatedContext;

namespace harness {

/// One port of the top module and where its value lies in the memory of the design.
struct Port {
    const char* name;
    const char* direction;
    unsigned width;
    std::size_t offset;
    std::size_t bytes;
};

/// One internal signal that was made visible: how the user calls it, and how the runtime finds it.
struct Visible {
    const char* path;
    const char* scope;
    const char* variable;
    int element;  // index into an array of words, or -1
};

/// A verilated design behind an interface that does not depend on it.
class Design {
public:
    virtual ~Design() = default;
    virtual void eval() = 0;
    /// As `eval`, when of all inputs only the clock has changed since: it has risen.
    virtual void rise() = 0;
    virtual void final() = 0;
    virtual std::uint8_t* memory() = 0;
    virtual std::size_t memoryBytes() const = 0;
    virtual std::vector<Port> ports() const = 0;
    virtual bool traceable() const = 0;
    virtual bool openTrace(const std::string& file) = 0;
    virtual void dumpTrace(std::uint64_t time) = 0;
    virtual void closeTrace() = 0;
    virtual bool coverable() const = 0;
    virtual bool writeCoverage(VerilatedContext& context, const std::string& file) = 0;
};

// The three below are generated for each design.
std::unique_ptr<Design> createDesign(VerilatedContext* context);
/// Empty for a design without a clock.
const char* clockName();
const std::vector<Visible>& visibleSignals();

}  // namespace harness

#endif
