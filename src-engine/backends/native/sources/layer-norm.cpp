#include <cmath>

#include "kernels.h"
#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

struct Moments {
  double mean;
  double variance;
};

/**
 * The moments of a row, which has an element. Distances from the first are what is summed, since squares of a row far from zero would
 * cancel; those of the row's own element cannot, as (x₀ − mean)² is at most the variance times the width.
 */
INLINE Moments momentsOf(const float *x, int width) {
  const Vector origin = splat(x[0]);
  Doubles sum{}, squares{};
  forVectors(width, [&](int n, auto lanes) INLINED {
    const Doubles distance = lanes.loadDoubles(x + n) - toDoubles(lanes.only(origin));
    sum += distance;
    squares = madd(distance, distance, squares);
  });
  const double distance = sumOf(sum) / width;
  return {x[0] + distance, sumOf(squares) / width - distance * distance};
}

void layerNormForward(int begin, int end, int width, const float *x, const float *gamma, const float *beta, double epsilon,
                      float *out, float *statistics) {
  for (int row = begin; row < end; row++) {
    const float *from = x + static_cast<size_t>(row) * width;
    float *to = out + static_cast<size_t>(row) * width;
    const Moments moments = momentsOf(from, width);
    const float mean = static_cast<float>(moments.mean);
    const float scale = static_cast<float>(1 / std::sqrt(moments.variance + epsilon));
    statistics[2 * row] = mean;
    statistics[2 * row + 1] = scale;
    forVectors(width, [&](int n, auto lanes) INLINED {
      const Vector normal = (lanes.load(from + n) - splat(mean)) * splat(scale);
      lanes.store(to + n, madd(normal, lanes.load(gamma + n), lanes.load(beta + n)));
    });
  }
}

void layerNormInputGradient(int begin, int end, int width, const float *x, const float *gamma, const float *statistics,
                            const float *dOut, float *dX) {
  for (int row = begin; row < end; row++) {
    const size_t first = static_cast<size_t>(row) * width;
    const float mean = statistics[2 * row];
    const float scale = statistics[2 * row + 1];
    Doubles sum{}, products{};
    forVectors(width, [&](int n, auto lanes) INLINED {
      const Doubles g = lanes.loadDoubles(dOut + first + n) * lanes.loadDoubles(gamma + n);
      sum += g;
      products = madd(g, lanes.loadDoubles(x + first + n), products);
    });
    const double meanOfG = sumOf(sum) / width;
    // g ⊙ x̂, whose mean is taken before it is scaled.
    const double meanOfProduct = (sumOf(products) / width - mean * meanOfG) * scale;
    const Vector slope = splat(static_cast<float>(-meanOfProduct * scale * scale));
    const Vector offset = splat(static_cast<float>(-meanOfG * scale));
    forVectors(width, [&](int n, auto lanes) INLINED {
      const Vector g = lanes.load(dOut + first + n) * lanes.load(gamma + n);
      const Vector rest = madd(lanes.load(x + first + n) - splat(mean), slope, offset);
      lanes.store(dX + first + n, madd(g, splat(scale), rest));
    });
  }
}

/** Adds the columns of `count` vectors, or of what `lanes` has of one, over all rows; pointers are to the first of them. */
template <int count, typename Lanes>
INLINE void addColumns(int rows, int width, const float *x, const float *statistics, const float *dOut, float *dGamma,
                       float *dBeta, Lanes lanes) {
  Vector gammaSums[count] = {}, betaSums[count] = {};
  for (int row = 0; row < rows; row++, x += width, dOut += width) {
    const Vector mean = splat(statistics[2 * row]);
    const Vector scale = splat(statistics[2 * row + 1]);
#pragma GCC unroll 8
    for (int n = 0; n < count; n++) {
      const Vector d = lanes.load(dOut + n * LANES);
      gammaSums[n] = madd(d, (lanes.load(x + n * LANES) - mean) * scale, gammaSums[n]);
      betaSums[n] += d;
    }
  }
#pragma GCC unroll 8
  for (int n = 0; n < count; n++) {
    lanes.store(dGamma + n * LANES, lanes.load(dGamma + n * LANES) + gammaSums[n]);
    lanes.store(dBeta + n * LANES, lanes.load(dBeta + n * LANES) + betaSums[n]);
  }
}

/** Vectors of a row that are added at a time: their sums fill half of the registers at most. */
constexpr int MOST_COLUMN_VECTORS = LANES == 8 ? 4 : 8;

void layerNormParameterGradient(int begin, int end, int rows, int width, const float *x, const float *statistics,
                                const float *dOut, float *dGamma, float *dBeta) {
  int n = begin;
  const auto add = [&](auto count, auto lanes) INLINED {
    addColumns<count>(rows, width, x + n, statistics, dOut + n, dGamma + n, dBeta + n, lanes);
  };
  const auto addAll = [&](auto count) INLINED {
    for (; n + count * LANES <= end; n += count * LANES) add(count, Whole{});
  };
  addAll(std::integral_constant<int, MOST_COLUMN_VECTORS>{});
  addAll(std::integral_constant<int, 2>{});
  addAll(std::integral_constant<int, 1>{});
  if (n < end) add(std::integral_constant<int, 1>{}, Rest{end - n});
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
