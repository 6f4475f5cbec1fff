// SPDX-License-Identifier: Apache-2.0
// The Node-API face of one design. JavaScript checks names and widths; here a call does as little as possible.
#include "node_values.h"
#include "simulation.h"

namespace harness {
namespace {

/// What the JavaScript objects of one model share.
struct Model {
    Model(napi_env environment, int seed)
        : env{environment}
        , simulation{seed} {}
    ~Model() {
        if (makeError) napi_delete_reference(env, makeError);
        if (memory) napi_delete_reference(env, memory);
    }
    napi_env env;
    Simulation simulation;
    napi_ref makeError = nullptr;
    napi_ref memory = nullptr;  // weak: only to detach the buffer when the model is disposed of
    bool disposed = false;
};

/// Frees the model with the last JavaScript object that points into it, so no view can outlive the memory.
void release(napi_env, void*, void* hint) {
    Model* const model = static_cast<Model*>(hint);
    if (--model->simulation.references == 0) delete model;
}

void throwFailure(napi_env env, Model& model, const char* kind, const std::string& message) {
    napi_value construct = nullptr;
    napi_value undefined = nullptr;
    napi_value error = nullptr;
    napi_get_reference_value(env, model.makeError, &construct);
    napi_get_undefined(env, &undefined);
    napi_value arguments[] = {text(env, kind), text(env, message), number(env, model.simulation.cycles),
                              text(env, model.simulation.journal.text)};
    if (napi_call_function(env, undefined, construct, 4, arguments, &error) == napi_ok) napi_throw(env, error);
}

void throwEnd(napi_env env, Model& model) {
    // Final blocks belong to an orderly end; after any other one they would work on broken state.
    if (model.simulation.journal.kind == "finish") model.simulation.finalize();
    throwFailure(env, model, model.simulation.journal.kind.c_str(), model.simulation.journal.message);
}

/// True if the model may not be used any more; the error is thrown already.
bool refuses(napi_env env, Model& model) {
    if (model.disposed) {
        throwFailure(env, model, "disposed", "");
        return true;
    }
    if (model.simulation.journal.ended) {
        throwFailure(env, model, "refused", model.simulation.journal.message);
        return true;
    }
    return false;
}

Model& modelOf(napi_env env, napi_callback_info info) {
    void* data = nullptr;
    napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
    return *static_cast<Model*>(data);
}

template <std::size_t count>
Model& modelAndArguments(napi_env env, napi_callback_info info, napi_value (&arguments)[count]) {
    void* data = nullptr;
    std::size_t given = count;
    napi_get_cb_info(env, info, &given, arguments, nullptr, &data);
    return *static_cast<Model*>(data);
}

napi_value settle(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (model.disposed || model.simulation.journal.ended) {
        refuses(env, model);
        return nullptr;
    }
    model.simulation.settle();
    if (model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
}

napi_value edge(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (model.disposed || model.simulation.journal.ended) {
        refuses(env, model);
        return nullptr;
    }
    if (!model.simulation.settled) {
        throwFailure(env, model, "unsettled", "");
        return nullptr;
    }
    model.simulation.edge();
    if (model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
}

napi_value wrapMemory(napi_env env, Model& model, void* data, std::size_t bytes) {
    napi_value buffer = nullptr;
    model.simulation.references += 1;
    if (napi_create_external_arraybuffer(env, data, bytes, release, &model, &buffer) != napi_ok) {
        model.simulation.references -= 1;
        napi_throw_error(env, nullptr,
                         "This JavaScript runtime does not allow buffers over foreign memory; run the harness in Node.");
        return nullptr;
    }
    return buffer;
}

/// addSampler(totalWords, [isPort, index, word] * n as Uint32Array, n) -> ArrayBuffer of the frame
napi_value addSampler(napi_env env, napi_callback_info info) {
    napi_value arguments[3];
    Model& model = modelAndArguments(env, info, arguments);
    if (refuses(env, model)) return nullptr;
    const unsigned totalWords = unsignedArgument(env, arguments[0]);
    const std::uint32_t* const entries = wordsArgument(env, arguments[1]);
    const unsigned count = unsignedArgument(env, arguments[2]);
    std::uint32_t* const frame = model.simulation.addFrame(totalWords);
    for (unsigned entry = 0; entry < count; ++entry) {
        const std::uint32_t* const fields = entries + std::size_t{3} * entry;
        const auto& signals = fields[0] ? model.simulation.ports : model.simulation.visible;
        model.simulation.addCopy(signals[fields[1]], frame + fields[2]);
    }
    return wrapMemory(env, model, frame, std::size_t{4} * totalWords);
}

/// poke(index of the visible signal, value as Uint32Array)
napi_value poke(napi_env env, napi_callback_info info) {
    napi_value arguments[2];
    Model& model = modelAndArguments(env, info, arguments);
    if (refuses(env, model)) return nullptr;
    const Signal& signal = model.simulation.visible[unsignedArgument(env, arguments[0])];
    model.simulation.poke(signal, wordsArgument(env, arguments[1]));
    return nullptr;
}

/// openTrace(file) -> whether it could be opened
napi_value openTrace(napi_env env, napi_callback_info info) {
    napi_value arguments[1];
    Model& model = modelAndArguments(env, info, arguments);
    if (refuses(env, model)) return nullptr;
    return boolean(env, model.simulation.openTrace(textArgument(env, arguments[0])));
}

napi_value closeTrace(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (!model.disposed) model.simulation.closeTrace();
    return nullptr;
}

napi_value output(napi_env env, napi_callback_info info) {
    return text(env, modelOf(env, info).simulation.journal.text);
}

napi_value dispose(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (model.disposed) return nullptr;
    const bool running = !model.simulation.journal.ended;
    if (running) model.simulation.finalize();
    model.disposed = true;
    napi_value memory = nullptr;
    napi_get_reference_value(env, model.memory, &memory);
    if (memory) napi_detach_arraybuffer(env, memory);
    model.simulation.destroy();
    if (running && model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
}

void addFunction(napi_env env, napi_value object, const char* name, napi_callback callback, Model& model) {
    napi_value function = nullptr;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, &model, &function);
    model.simulation.references += 1;
    napi_add_finalizer(env, function, &model, release, &model, nullptr);
    set(env, object, name, function);
}

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
    addFunction(env, result, "settle", settle, *model);
    Design& design = *model->simulation.design;
    napi_value memory = wrapMemory(env, *model, design.memory(), design.memoryBytes());
    if (!memory) return nullptr;
    napi_create_reference(env, memory, 0, &model->memory);
    set(env, result, "memory", memory);
    napi_value cycles = wrapMemory(env, *model, &model->simulation.cycles, sizeof(double));
    if (!cycles) return nullptr;
    set(env, result, "cycles", cycles);
    addFunction(env, result, "edge", edge, *model);
    addFunction(env, result, "addSampler", addSampler, *model);
    addFunction(env, result, "poke", poke, *model);
    addFunction(env, result, "openTrace", openTrace, *model);
    addFunction(env, result, "closeTrace", closeTrace, *model);
    addFunction(env, result, "output", output, *model);
    addFunction(env, result, "dispose", dispose, *model);
    return result;
}

/// describe() -> { ports, visible, traceable } of the design, read from an instance that never runs
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
