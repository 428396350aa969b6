/**
 * The functions of Node-API that the addon calls, looked up in the running program when the addon is loaded: a program that has them
 * may have any name, and on Windows an addon that imports them from node.exe cannot be loaded by Electron.
 */
#pragma once

#include <node_api.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#endif

#define NODE_API_FUNCTIONS(X)                                                                                                   \
  X(napi_add_finalizer)                                                                                                         \
  X(napi_create_array)                                                                                                          \
  X(napi_create_double)                                                                                                         \
  X(napi_create_function)                                                                                                       \
  X(napi_create_object)                                                                                                         \
  X(napi_create_string_utf8)                                                                                                    \
  X(napi_get_cb_info)                                                                                                           \
  X(napi_get_typedarray_info)                                                                                                   \
  X(napi_get_value_double)                                                                                                      \
  X(napi_get_value_bool)                                                                                                        \
  X(napi_get_value_string_utf8)                                                                                                 \
  X(napi_set_element)                                                                                                           \
  X(napi_set_named_property)                                                                                                    \
  X(napi_throw_error)

struct NodeApi {
#define MEMBER(name) decltype(&::name) name;
  NODE_API_FUNCTIONS(MEMBER)
#undef MEMBER

  /** Returns false when the program lacks one. */
  bool lookUp() {
#ifdef _WIN32
    const auto program = GetModuleHandleW(nullptr);
    const auto find = [program](const char *name) { return reinterpret_cast<void *>(GetProcAddress(program, name)); };
#else
    const auto find = [](const char *name) { return dlsym(RTLD_DEFAULT, name); };
#endif
#define FIND(name)                                                                                                              \
  name = reinterpret_cast<decltype(&::name)>(find(#name));                                                                      \
  if (name == nullptr) return false;
    NODE_API_FUNCTIONS(FIND)
#undef FIND
    return true;
  }
};
