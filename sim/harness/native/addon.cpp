// SPDX-License-Identifier: Apache-2.0
// The Node-API face of one design: what it is, and new models of it.
#include "model.h"

namespace harness {
namespace {

/// create(seed, makeError(kind, message, cycle, output)) -> the native half of a model. The model holds makeError, so that
/// must not hold the model: neither would ever be freed.
napi_value create(napi_env env, napi_callback_info info) {
    napi_value arguments[2];
    std::size_t given = 2;
    napi_get_cb_info(env, info, &given, arguments, nullptr, nullptr);
    Model* const model = new Model{env, static_cast<int>(unsignedArgument(env, arguments[0]))};
    napi_create_reference(env, arguments[1], 1, &model->makeError);
    if (model->simulation.journal.ended) {
        throwEnd(env, *model);
        delete model;
        return nullptr;
    }
    napi_value result = nullptr;
    napi_create_object(env, &result);
    Design& design = *model->simulation.design;
    napi_value memory = wrapMemory(env, *model, design.memory(), design.memoryBytes());
    if (!memory) return nullptr;
    napi_create_reference(env, memory, 0, &model->memory);
    set(env, result, "memory", memory);
    napi_value cycles = wrapMemory(env, *model, &model->simulation.cycles, sizeof(double));
    if (!cycles) return nullptr;
    set(env, result, "cycles", cycles);
    std::vector<std::uint32_t>& words = model->simulation.watches.words;
    napi_value control = wrapMemory(env, *model, words.data(), 4 * words.size());
    if (!control) return nullptr;
    set(env, result, "control", control);
    addModelFunctions(env, result, *model);
    return result;
}

/// describe() -> { ports, visible, traceable, coverable } of the design, read from an instance that never runs
napi_value describe(napi_env env, napi_callback_info) {
    const Simulation simulation{1};
    if (!simulation.design) {
        napi_throw_error(env, nullptr, simulation.journal.message.c_str());
        return nullptr;
    }
    napi_value ports = nullptr;
    napi_create_array(env, &ports);
    std::uint32_t index = 0;
    for (const Port& port : simulation.design->ports()) {
        napi_value entry = nullptr;
        napi_create_object(env, &entry);
        set(env, entry, "name", text(env, port.name));
        set(env, entry, "direction", text(env, port.direction));
        set(env, entry, "width", number(env, port.width));
        set(env, entry, "offset", number(env, static_cast<double>(port.offset)));
        set(env, entry, "bytes", number(env, static_cast<double>(port.bytes)));
        napi_set_element(env, ports, index++, entry);
    }
    napi_value visible = nullptr;
    napi_create_array(env, &visible);
    index = 0;
    for (const Signal& signal : simulation.visible) {
        napi_value entry = nullptr;
        napi_create_object(env, &entry);
        set(env, entry, "path", text(env, visibleSignals()[index].path));
        set(env, entry, "width", number(env, signal.width));
        set(env, entry, "bytes", number(env, static_cast<double>(signal.bytes)));
        set(env, entry, "writable", boolean(env, signal.writable));
        napi_set_element(env, visible, index++, entry);
    }
    napi_value result = nullptr;
    napi_create_object(env, &result);
    set(env, result, "ports", ports);
    set(env, result, "visible", visible);
    set(env, result, "traceable", boolean(env, simulation.design->traceable()));
    set(env, result, "coverable", boolean(env, simulation.design->coverable()));
    return result;
}

napi_value initialize(napi_env env, napi_value exports) {
    napi_value function = nullptr;
    napi_create_function(env, "create", NAPI_AUTO_LENGTH, create, nullptr, &function);
    set(env, exports, "create", function);
    napi_create_function(env, "describe", NAPI_AUTO_LENGTH, describe, nullptr, &function);
    set(env, exports, "describe", function);
    return exports;
}

}  // namespace
}  // namespace harness

NAPI_MODULE_INIT() { return harness::initialize(env, exports); }
