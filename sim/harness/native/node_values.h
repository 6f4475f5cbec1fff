// SPDX-License-Identifier: Apache-2.0
// Values from C++ to JavaScript and back.
#ifndef HARNESS_NODE_VALUES_H
#define HARNESS_NODE_VALUES_H

#define NAPI_VERSION 8
#include <node_api.h>

#include <cstdint>
#include <string>

namespace harness {

inline napi_value text(napi_env env, const std::string& value) {
    napi_value result = nullptr;
    napi_create_string_utf8(env, value.data(), value.size(), &result);
    return result;
}

inline napi_value number(napi_env env, double value) {
    napi_value result = nullptr;
    napi_create_double(env, value, &result);
    return result;
}

inline napi_value boolean(napi_env env, bool value) {
    napi_value result = nullptr;
    napi_get_boolean(env, value, &result);
    return result;
}

inline void set(napi_env env, napi_value object, const char* name, napi_value value) {
    napi_set_named_property(env, object, name, value);
}

inline unsigned unsignedArgument(napi_env env, napi_value value) {
    std::uint32_t result = 0;
    napi_get_value_uint32(env, value, &result);
    return result;
}

inline std::string textArgument(napi_env env, napi_value value) {
    std::size_t length = 0;
    napi_get_value_string_utf8(env, value, nullptr, 0, &length);
    std::string result(length, '\0');
    napi_get_value_string_utf8(env, value, &result[0], length + 1, &length);
    return result;
}

inline const std::uint32_t* wordsArgument(napi_env env, napi_value value) {
    void* data = nullptr;
    napi_get_typedarray_info(env, value, nullptr, nullptr, &data, nullptr, nullptr);
    return static_cast<const std::uint32_t*>(data);
}

}  // namespace harness

#endif
