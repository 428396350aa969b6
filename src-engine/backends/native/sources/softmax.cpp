#include <cmath>

#include "kernels.h"
#include "transcendental.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** The largest of `width` elements, of which there is one; NaN if there is one that is compared first. */
INLINE float largestOf(const float *x, int width) {
  Vector most = splat(x[0]);
  int n = 0;
  for (; n + LANES <= width; n += LANES) most = larger(most, load(x + n));
  float largest = most[0];
  for (int lane = 1; lane < LANES; lane++) largest = largest < most[lane] ? most[lane] : largest;
  for (; n < width; n++) largest = largest < x[n] ? x[n] : largest;
  return largest;
}

/** Tells whether no element before the target is as large. */
INLINE bool isFirstLargest(const float *x, int target, float largest) {
  if (x[target] != largest) return false;
  int earlier = 0;
  for (int n = 0; n < target; n++) earlier |= x[n] == largest;
  return earlier == 0;
}

/** Σ exp(x − largest); the exponentials are written to `out`, if it is not null; out may be x. */
INLINE double sumOfExp(const float *x, int width, float largest, float *out) {
  Doubles sum{};
  int n = 0;
  for (; n + LANES <= width; n += LANES) {
    const Vector e = expOfNonPositive(load(x + n) - splat(largest));
    if (out != nullptr) store(out + n, e);
    sum += toDoubles(e);
  }
  double rest = 0;
  if (n < width) {
    const Vector e = expOfNonPositive(loadFirst(x + n, width - n) - splat(largest));
    if (out != nullptr) storeFirst(out + n, e, width - n);
    for (int lane = 0; lane < width - n; lane++) rest += e[lane];
  }
  return sumOf(sum) + rest;
}

INLINE void scaleRow(float *x, int width, float factor) {
  forVectors(width, [&](int n, auto lanes) INLINED { lanes.store(x + n, lanes.load(x + n) * splat(factor)); });
}

INLINE void addToRow(float *x, int width, float value) {
  forVectors(width, [&](int n, auto lanes) INLINED { lanes.store(x + n, lanes.load(x + n) + splat(value)); });
}

INLINE double meanOf(const float *x, int width) {
  Doubles sum{};
  forVectors(width, [&](int n, auto lanes) INLINED { sum += toDoubles(lanes.load(x + n)); });
  return sumOf(sum) / width;
}

void softmaxForward(int begin, int end, int width, const float *x, float *out) {
  for (int row = begin; row < end; row++) {
    const float *from = x + static_cast<size_t>(row) * width;
    float *to = out + static_cast<size_t>(row) * width;
    const double sum = sumOfExp(from, width, largestOf(from, width), to);
    scaleRow(to, width, static_cast<float>(1 / sum));
  }
}

void softmaxBackward(int begin, int end, int width, const float *out, const float *dOut, float *dX) {
  for (int row = begin; row < end; row++) {
    const size_t first = static_cast<size_t>(row) * width;
    Doubles products{};
    forVectors(width, [&](int n, auto lanes) INLINED {
      products += toDoubles(lanes.load(dOut + first + n) * lanes.load(out + first + n));
    });
    const Vector sum = splat(static_cast<float>(sumOf(products)));
    forVectors(width, [&](int n, auto lanes) INLINED {
      lanes.store(dX + first + n, lanes.load(out + first + n) * (lanes.load(dOut + first + n) - sum));
    });
  }
}

/** Loss, weight and hits of the rows of a block; see ../../wasm/assembly/softmax.ts. */
struct Sums {
  double loss = 0;
  double weights = 0;
  double correct = 0;
};

/** Adds one row, whose target is not masked, and writes its gradient to `d`, if it is not null; d may be x. */
INLINE void addRow(Sums &sums, int width, const float *x, int target, float weight, float smoothing, float *d, float scale) {
  const float largest = largestOf(x, width);
  const float ofTarget = x[target];
  if (isFirstLargest(x, target, largest)) sums.correct++;
  const double mean = smoothing == 0 ? 0 : meanOf(x, width);
  const double sum = sumOfExp(x, width, largest, d); // d may be x: nothing of x is read after this
  const double logOfSum = std::log(sum);
  const double ofOneTarget = logOfSum - (static_cast<double>(ofTarget) - static_cast<double>(largest));
  if (smoothing == 0) sums.loss += weight * ofOneTarget;
  else {
    const double ofAll = logOfSum + static_cast<double>(largest) - mean;
    sums.loss += weight * ((1 - static_cast<double>(smoothing)) * ofOneTarget + static_cast<double>(smoothing) * ofAll);
  }
  sums.weights += weight;
  if (d == nullptr) return;
  const double scaled = static_cast<double>(scale) * weight;
  scaleRow(d, width, static_cast<float>(scaled / sum));
  if (smoothing != 0) addToRow(d, width, static_cast<float>(-scaled * smoothing / width));
  d[target] -= scale * weight * (1 - smoothing);
}

void softmaxCrossEntropy(int begin, int end, int blockRows, int rows, int width, const float *logits, const int32_t *targets,
                         const float *classWeights, float smoothing, float *dLogits, float scale, double *sums) {
  for (int block = begin; block < end; block++) {
    const int first = block * blockRows;
    const int last = rows - first < blockRows ? rows : first + blockRows;
    Sums own;
    for (int row = first; row < last; row++) {
      const size_t at = static_cast<size_t>(row) * width;
      float *d = dLogits == nullptr ? nullptr : dLogits + at;
      const int target = targets[row];
      if (target >= 0) addRow(own, width, logits + at, target, classWeights ? classWeights[target] : 1, smoothing, d, scale);
      else if (d != nullptr) fillZero(d, width);
    }
    sums[3 * block] = own.loss;
    sums[3 * block + 1] = own.weights;
    sums[3 * block + 2] = own.correct;
  }
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
