/** The instruction sets that this build has kernels for; whether the processor can execute them is asked at run time. */
#pragma once

#include "kernels.h"

namespace kernels {

#if defined(__x86_64__)
namespace avx512 {
extern const Kernels table;
}
namespace avx512_portable {
extern const Kernels table;
}
namespace avx2 {
extern const Kernels table;
}
namespace avx2_portable {
extern const Kernels table;
}
#elif defined(__aarch64__)
namespace neon {
extern const Kernels table;
}
namespace neon_portable {
extern const Kernels table;
}
#endif

#if defined(__APPLE__) || defined(WITH_CBLAS)
namespace accelerate {
extern const Kernels table;
}
#endif

struct InstructionSet {
  const char *name;
  /** The fastest ones. */
  const Kernels *kernels;
  /** Those that give the same bits with every instruction set, which are the bits of the WebAssembly module `baseline`. */
  const Kernels *portableKernels;
  bool (*isSupported)();
};

/** The widest vectors first; Accelerate, which none but tests elsewhere and Apple's machines have, comes last. */
inline const InstructionSet instructionSets[] = {
#if defined(__x86_64__)
    {"avx512", &avx512::table, &avx512_portable::table,
     [] {
       return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma");
     }},
    {"avx2", &avx2::table, &avx2_portable::table,
     [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }},
#elif defined(__aarch64__)
    {"neon", &neon::table, &neon_portable::table, [] { return true; }},
#endif
#if defined(__APPLE__) || defined(WITH_CBLAS)
#if defined(__x86_64__)
    {"accelerate", &accelerate::table, &avx2_portable::table,
     [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }},
#else
    {"accelerate", &accelerate::table, &neon_portable::table, [] { return true; }},
#endif
#endif
};

} // namespace kernels
