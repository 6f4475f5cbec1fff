// SPDX-License-Identifier: Apache-2.0
#ifndef HARNESS_MODEL_H
#define HARNESS_MODEL_H

#include "node_values.h"
#include "simulation.h"

namespace harness {

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

/// Throws the error that JavaScript makes of a reason to end.
void throwEnd(napi_env env, Model& model);

/// A buffer of JavaScript over memory of the model, which lives as long as the buffer. Null when the error is thrown already.
napi_value wrapMemory(napi_env env, Model& model, void* data, std::size_t bytes);

/// Puts the functions that JavaScript calls on one model into an object.
void addModelFunctions(napi_env env, napi_value object, Model& model);

}  // namespace harness

#endif
