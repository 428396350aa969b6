/** The instruction sets that this build has kernels for; whether the processor can execute them is asked at run time. */
#pragma once

#include "kernels.h"

namespace kernels {

#if defined(__x86_64__)
namespace avx512 {
extern const Kernels table;
}
namespace avx2 {
extern const Kernels table;
}
#elif defined(__aarch64__)
namespace neon {
extern const Kernels table;
}
#endif

struct InstructionSet {
  const char *name;
  const Kernels *kernels;
  bool (*isSupported)();
};

/** The widest vectors first. */
inline const InstructionSet instructionSets[] = {
#if defined(__x86_64__)
    {"avx512", &avx512::table,
     [] {
       return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma");
     }},
    {"avx2", &avx2::table, [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }},
#elif defined(__aarch64__)
    {"neon", &neon::table, [] { return true; }},
#endif
};

} // namespace kernels
