/** The kernels of one instruction set, whose flags this file is compiled with: all families, and their table. */
#include "activations.cpp"
#include "cells/gru.cpp"
#include "cells/lstm.cpp"
#include "cells/min-gru.cpp"
#include "cells/simple-rnn.cpp"
#include "cells/slstm.cpp"
#include "dropout.cpp"
#include "elementwise.cpp"
#if !defined(PORTABLE)
#include "layer-norm.cpp"
#endif
#include "optimizers.cpp"
#include "packing.cpp"
#include "product.cpp"
#include "softmax.cpp"
#include "weight-gradient.cpp"

namespace kernels::INSTRUCTION_SET {

extern const Kernels table;
const Kernels table = {
#define KERNEL(name, parameters) name,
#if defined(PORTABLE)
#define FAST_KERNEL(name, parameters) nullptr,
#endif
#include "kernels.inc"
#undef KERNEL
};

} // namespace kernels::INSTRUCTION_SET
