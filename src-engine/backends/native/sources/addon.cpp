/**
 * The Node-API addon: hands out the kernels of an instruction set as functions that compute in place on a WebAssembly memory, with
 * the arguments of the module's exports. Compiled for the base instruction set, since it runs before anything is known of the processor.
 */
#include <cstring>
#include <tuple>
#include <type_traits>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include "instruction-sets.h"
#include "node-api.h"

using kernels::InstructionSet;
using kernels::Kernels;

namespace {

NodeApi node;

/** The state that functions need beside their arguments. The memory keeps its place when it grows. */
struct Binding {
  const Kernels *kernels;
  bool isPortable;
  char *memory;
  float *scratch;
};

constexpr size_t MOST_ARGUMENTS = 32;

napi_value fail(napi_env env, const char *message) {
  node.napi_throw_error(env, nullptr, message);
  return nullptr;
}

/** The arguments of a call, taken one after another: numbers of JavaScript as what a kernel wants. */
struct Arguments {
  const double *next;
  const Binding &binding;

  template <typename Parameter> Parameter take() {
    if constexpr (std::is_same_v<Parameter, kernels::Scratch>) {
      return {binding.scratch};
    } else {
      const double value = *next++;
      if constexpr (std::is_pointer_v<Parameter>) {
        return value == 0 ? nullptr : reinterpret_cast<Parameter>(binding.memory + static_cast<size_t>(value));
      } else if constexpr (std::is_same_v<Parameter, int>) {
        return static_cast<int>(static_cast<uint32_t>(static_cast<int64_t>(value))); // also words past 2³¹
      } else {
        return static_cast<Parameter>(value);
      }
    }
  }
};

/** Returns false when the number of arguments is wrong. */
template <typename... Parameters>
bool call(void (*kernel)(Parameters...), const double *values, size_t count, const Binding &binding) {
  constexpr size_t expected = (size_t{!std::is_same_v<Parameters, kernels::Scratch>} + ...);
  static_assert(expected <= MOST_ARGUMENTS);
  if (count != expected) return false;
  Arguments arguments{values, binding};
  const std::tuple<Parameters...> taken{arguments.take<Parameters>()...};
  std::apply(kernel, taken);
  return true;
}

/** Reads the numbers that a function is called with. */
struct Call {
  size_t count = MOST_ARGUMENTS;
  double numbers[MOST_ARGUMENTS];
  Binding *binding = nullptr;
  bool isRead = false;

  Call(napi_env env, napi_callback_info info) {
    napi_value values[MOST_ARGUMENTS];
    void *data = nullptr;
    if (node.napi_get_cb_info(env, info, &count, values, nullptr, &data) != napi_ok || count > MOST_ARGUMENTS) return;
    binding = static_cast<Binding *>(data);
    for (size_t n = 0; n < count; n++) {
      if (node.napi_get_value_double(env, values[n], &numbers[n]) != napi_ok) return;
    }
    isRead = true;
  }
};

/**
 * Has numbers too small for full precision taken for zero as long as it lives, if that is wanted: saturated gates make many of them,
 * and Intel's processors compute thirty times slower with them. Whoever calls gets the usual arithmetic back.
 */
class FlushToZero {
#if defined(__x86_64__)
  static constexpr unsigned FLUSH = 0x8040; // of results, and of operands
  const unsigned before = _mm_getcsr();

public:
  explicit FlushToZero(bool isWanted) {
    if (isWanted) _mm_setcsr(before | FLUSH);
  }
  ~FlushToZero() { _mm_setcsr(before); }
#elif defined(__aarch64__)
  static constexpr uint64_t FLUSH = uint64_t{1} << 24;
  const uint64_t before = read();

  static uint64_t read() {
    uint64_t control;
    asm volatile("mrs %0, fpcr" : "=r"(control));
    return control;
  }
  static void write(uint64_t control) { asm volatile("msr fpcr, %0" : : "r"(control)); }

public:
  explicit FlushToZero(bool isWanted) {
    if (isWanted) write(before | FLUSH);
  }
  ~FlushToZero() { write(before); }
#endif
};

template <auto kernel> napi_value compute(napi_env env, napi_callback_info info) {
  const Call made(env, info);
  // WebAssembly keeps them.
  const FlushToZero flush(made.isRead && !made.binding->isPortable);
  if (made.isRead && call(made.binding->kernels->*kernel, made.numbers, made.count, *made.binding)) return nullptr;
  return fail(env, "A kernel takes as many numbers as the WebAssembly module's export.");
}

napi_value scratchBytes(napi_env env, napi_callback_info) {
  napi_value bytes = nullptr;
  node.napi_create_double(env, kernels::SCRATCH_BYTES, &bytes);
  return bytes;
}

napi_value stripBytes(napi_env env, napi_callback_info info) {
  const Call made(env, info);
  if (!made.isRead || made.count != 1) return fail(env, "A strip has a depth.");
  napi_value bytes = nullptr;
  node.napi_create_double(env, 4 * kernels::stripWords(static_cast<int>(made.numbers[0])), &bytes);
  return bytes;
}

napi_value useScratch(napi_env env, napi_callback_info info) {
  const Call made(env, info);
  if (!made.isRead || made.count != 1) return fail(env, "The scratch memory has an address.");
  made.binding->scratch = reinterpret_cast<float *>(made.binding->memory + static_cast<size_t>(made.numbers[0]));
  return nullptr;
}

/** Tells whether an instruction set has a kernel. */
template <auto kernel> bool isIn(const Kernels &kernels) { return kernels.*kernel != nullptr; }

struct Function {
  const char *name;
  napi_callback callback;
  /** All instruction sets have it where this is null. */
  bool (*isIn)(const Kernels &);
};

constexpr Function functions[] = {
#define KERNEL(name, parameters) {#name, compute<&Kernels::name>, isIn<&Kernels::name>},
#include "kernels.inc"
#undef KERNEL
    {"scratchBytes", scratchBytes, nullptr},
    {"stripBytes", stripBytes, nullptr},
    {"useScratch", useScratch, nullptr},
};

/** Returns null when there is no such instruction set, or the processor lacks it. */
const InstructionSet *instructionSetOf(const char *name) {
  for (const InstructionSet &set : kernels::instructionSets) {
    if (std::strcmp(set.name, name) == 0 && set.isSupported()) return &set;
  }
  return nullptr;
}

/**
 * bind(instructionSet: string, memory: Uint8Array, isPortable: boolean): {[kernel]: (...numbers) => void}. Every function holds the view
 * of the memory, and what belongs to it ends with the view.
 */
napi_value bind(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value values[3];
  char name[16];
  napi_typedarray_type type;
  void *memory = nullptr;
  bool isPortable = false;
  if (node.napi_get_cb_info(env, info, &count, values, nullptr, nullptr) != napi_ok || count != 3 ||
      node.napi_get_value_string_utf8(env, values[0], name, sizeof name, nullptr) != napi_ok ||
      node.napi_get_typedarray_info(env, values[1], &type, nullptr, &memory, nullptr, nullptr) != napi_ok || memory == nullptr ||
      node.napi_get_value_bool(env, values[2], &isPortable) != napi_ok) {
    return fail(env, "Kernels are bound to an instruction set and to the bytes of a memory, and told whether they are to be portable.");
  }
  const InstructionSet *set = instructionSetOf(name);
  if (set == nullptr) return fail(env, "This processor lacks the instruction set.");
  auto *binding = new Binding{isPortable ? set->portableKernels : set->kernels, isPortable, static_cast<char *>(memory), nullptr};
  const auto release = [](napi_env, void *data, void *) { delete static_cast<Binding *>(data); };
  if (node.napi_add_finalizer(env, values[1], binding, release, nullptr, nullptr) != napi_ok) {
    delete binding;
    return fail(env, "The memory cannot be kept.");
  }
  napi_value bound = nullptr;
  node.napi_create_object(env, &bound);
  for (const Function &function : functions) {
    if (function.isIn != nullptr && !function.isIn(*binding->kernels)) continue;
    napi_value created = nullptr;
    node.napi_create_function(env, function.name, NAPI_AUTO_LENGTH, function.callback, binding, &created);
    node.napi_set_named_property(env, created, "memory", values[1]);
    node.napi_set_named_property(env, bound, function.name, created);
  }
  return bound;
}

} // namespace

/** Exports bind, and instructionSets: those of the processor, the widest first. */
extern "C" NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  if (!node.lookUp()) return exports; // nobody is there to be told
  napi_value sets = nullptr;
  node.napi_create_array(env, &sets);
  uint32_t place = 0;
  for (const InstructionSet &set : kernels::instructionSets) {
    if (!set.isSupported()) continue;
    napi_value name = nullptr;
    node.napi_create_string_utf8(env, set.name, NAPI_AUTO_LENGTH, &name);
    node.napi_set_element(env, sets, place++, name);
  }
  napi_value function = nullptr;
  node.napi_create_function(env, "bind", NAPI_AUTO_LENGTH, bind, nullptr, &function);
  node.napi_set_named_property(env, exports, "instructionSets", sets);
  node.napi_set_named_property(env, exports, "bind", function);
  return exports;
}
