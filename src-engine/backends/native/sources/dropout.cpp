#include "kernels.h"
#include "words.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** Ten rounds of Philox4x32-10 on the blocks of all lanes; see ../../wasm/assembly/dropout.ts. */
INLINE Quads philox(Quads c, uint32_t key0, uint32_t key1) {
#pragma GCC unroll 10
  for (int round = 0; round < 10; round++) {
    const auto [low0, high0] = multiplyWide(c.words[0], 0xd2511f53u);
    const auto [low1, high1] = multiplyWide(c.words[2], 0xcd9e8d57u);
    c = {{high1 ^ c.words[1] ^ splatWord(key0), low1, high0 ^ c.words[3] ^ splatWord(key1), low0}};
    key0 += 0x9e3779b9u;
    key1 += 0xbb67ae85u;
  }
  return c;
}

/** Begin is a multiple of 4. */
void dropout(int begin, int end, const float *x, float *out, int threshold, float kept, int key0, int key1, int counter2,
             int counter3) {
  const Words least = splatWord(static_cast<uint32_t>(threshold));
  const auto write = [&](int n, Words words, auto lanes) INLINED {
    const Vector factors = words >= least ? splat(kept) : Vector{};
    lanes.store(out + n, x == nullptr ? factors : lanes.load(x + n) * factors);
  };
  for (int first = begin; first < end; first += 4 * LANES) {
    const Words blocks = splatWord(static_cast<uint32_t>(first / 4)) + blockOfLane();
    const Quads drawn = inOrder(philox({{blocks, Words{}, splatWord(counter2), splatWord(counter3)}}, key0, key1));
#pragma GCC unroll 4
    for (int part = 0; part < 4; part++) {
      const int n = first + part * LANES;
      if (n + LANES <= end) write(n, drawn.words[part], Whole{});
      else if (n < end) write(n, drawn.words[part], Rest{end - n});
    }
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
