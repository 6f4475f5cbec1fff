// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_VERILATED_DESIGN_H
#define HARNESS_VERILATED_DESIGN_H

#include "design.h"
#include "verilated.h"

#if VM_COVERAGE
#include "verilated_cov.h"
#endif
#if VM_TRACE_FST
#include "verilated_fst_c.h"
#elif VM_TRACE_VCD
#include "verilated_vcd_c.h"
#endif

namespace harness {

#if VM_TRACE_FST
using TraceWriter = VerilatedFstC;
#elif VM_TRACE_VCD
using TraceWriter = VerilatedVcdC;
#endif

/// Joins the class that Verilator generated, and its root instance that owns the ports, to the common interface.
template <class Model, class Root, class Evaluation>
class VerilatedDesign final : public Design {
public:
    using ListPorts = std::vector<Port> (*)(const Model&, const Root&);

    VerilatedDesign(VerilatedContext* context, ListPorts listPorts)
        : model{context}
        , listPorts{listPorts} {}

    void eval() override {
        if (initialized) {
            Evaluation::whole(model);
        } else {
            // Initial blocks run in the first evaluation.
            model.eval();
            initialized = true;
        }
    }
    void rise() override { Evaluation::rise(model); }
    void final() override { model.final(); }
    std::uint8_t* memory() override { return reinterpret_cast<std::uint8_t*>(model.rootp); }
    std::size_t memoryBytes() const override { return sizeof(Root); }
    std::vector<Port> ports() const override { return listPorts(model, *model.rootp); }

#if VM_TRACE
    bool traceable() const override { return true; }
    bool openTrace(const std::string& file) override {
        // A new writer for each file: a used one leaves out what it has written to the file before.
        trace = std::make_unique<TraceWriter>();
        model.trace(trace.get(), 99);
        trace->open(file.c_str());
        return trace->isOpen();
    }
    void dumpTrace(std::uint64_t time) override { trace->dump(time); }
    void closeTrace() override { trace->close(); }
#else
    bool traceable() const override { return false; }
    bool openTrace(const std::string&) override { return false; }
    void dumpTrace(std::uint64_t) override {}
    void closeTrace() override {}
#endif

#if VM_COVERAGE
    bool coverable() const override { return true; }
    bool writeCoverage(VerilatedContext& context, const std::string& file) override {
        context.coveragep()->write(file.c_str());
        return true;
    }
#else
    bool coverable() const override { return false; }
    bool writeCoverage(VerilatedContext&, const std::string&) override { return false; }
#endif

private:
    Model model;
    ListPorts listPorts;
    bool initialized = false;
#if VM_TRACE
    std::unique_ptr<TraceWriter> trace;
#endif
};

template <class Root, class Value>
Port portAt(const Root& root, const char* name, const char* direction, unsigned width, const Value& value) {
    const auto* base = reinterpret_cast<const std::uint8_t*>(&root);
    const auto* address = reinterpret_cast<const std::uint8_t*>(&value);
    return {name, direction, width, static_cast<std::size_t>(address - base), sizeof(Value)};
}

}  // namespace harness

#endif
