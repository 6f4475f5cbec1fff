// SPDX-License-Identifier: Apache-2.0
// What JavaScript calls on one model. JavaScript checks names and widths; here a call does as little as possible.
#include "model.h"

namespace harness {
namespace {

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

}  // namespace

void throwEnd(napi_env env, Model& model) {
    // Final blocks belong to an orderly end; after any other one they would work on broken state.
    if (model.simulation.journal.kind == "finish") model.simulation.finalize();
    throwFailure(env, model, model.simulation.journal.kind.c_str(), model.simulation.journal.message);
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

namespace {

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

/// True if the model may take a step; otherwise the error is thrown already.
inline bool mayStep(napi_env env, Model& model) {
    return !(model.disposed || model.simulation.journal.ended) || !refuses(env, model);
}

napi_value settle(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (!mayStep(env, model)) return nullptr;
    model.simulation.settle();
    if (model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
}

napi_value edge(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (!mayStep(env, model)) return nullptr;
    if (!model.simulation.settled) {
        throwFailure(env, model, "unsettled", "");
        return nullptr;
    }
    model.simulation.edge();
    if (model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
}

/// A settle and the edge after it.
napi_value step(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (!mayStep(env, model)) return nullptr;
    model.simulation.step();
    if (model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
}

/// As many cycles as the control block says, fewer when something asks for attention.
napi_value run(napi_env env, napi_callback_info info) {
    Model& model = modelOf(env, info);
    if (!mayStep(env, model)) return nullptr;
    model.simulation.run();
    if (model.simulation.journal.ended) throwEnd(env, model);
    return nullptr;
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

/// watch(slot, [kind, place, mask, value] * n as Uint32Array, n): gives a slot its condition
napi_value watch(napi_env env, napi_callback_info info) {
    napi_value arguments[3];
    Model& model = modelAndArguments(env, info, arguments);
    if (refuses(env, model)) return nullptr;
    Simulation& simulation = model.simulation;
    const auto* const terms = reinterpret_cast<const TermText*>(wordsArgument(env, arguments[1]));
    simulation.watches.set(unsignedArgument(env, arguments[0]), terms, unsignedArgument(env, arguments[2]),
                           simulation.design->memory(), simulation.design->memoryBytes());
    return nullptr;
}

/// openChannel([kind, valid port, ready port, capacity, stall threshold, seed, n, n payload ports] as Uint32Array) -> ring
napi_value openChannel(napi_env env, napi_callback_info info) {
    napi_value arguments[1];
    Model& model = modelAndArguments(env, info, arguments);
    if (refuses(env, model)) return nullptr;
    const std::uint32_t* const plan = wordsArgument(env, arguments[0]);
    const std::vector<Signal>& ports = model.simulation.ports;
    std::vector<ChannelField> payload;
    for (std::uint32_t field = 0; field < plan[6]; ++field) {
        const Signal& port = ports[plan[7 + field]];
        payload.push_back({port.address, port.bytes});
    }
    Channel& channel = model.simulation.channels.open({static_cast<ChannelKind>(plan[0]), ports[plan[1]].address,
                                                       ports[plan[2]].address, payload, plan[3], plan[4], plan[5]});
    return wrapMemory(env, model, channel.data(), channel.bytes());
}

/// writeCoverage(file) -> whether it could be written
napi_value writeCoverage(napi_env env, napi_callback_info info) {
    napi_value arguments[1];
    Model& model = modelAndArguments(env, info, arguments);
    // Coverage of a failed run counts as well.
    if (model.disposed) {
        refuses(env, model);
        return nullptr;
    }
    return boolean(env, model.simulation.writeCoverage(textArgument(env, arguments[0])));
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

}  // namespace

void addModelFunctions(napi_env env, napi_value object, Model& model) {
    addFunction(env, object, "settle", settle, model);
    addFunction(env, object, "edge", edge, model);
    addFunction(env, object, "step", step, model);
    addFunction(env, object, "run", run, model);
    addFunction(env, object, "addSampler", addSampler, model);
    addFunction(env, object, "watch", watch, model);
    addFunction(env, object, "openChannel", openChannel, model);
    addFunction(env, object, "poke", poke, model);
    addFunction(env, object, "openTrace", openTrace, model);
    addFunction(env, object, "closeTrace", closeTrace, model);
    addFunction(env, object, "writeCoverage", writeCoverage, model);
    addFunction(env, object, "output", output, model);
    addFunction(env, object, "dispose", dispose, model);
}

}  // namespace harness
