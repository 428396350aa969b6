#include "kernels.h"
#include "vector.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/**
 * Calls step(at, from, lanes) for vectors of a parameter, at element `at` of w and its slots and `from` of g: elements begin … end, or
 * rows begin … end of g, of which row u belongs to row rows[u] of w.
 */
template <typename Step> INLINE void forUpdates(int begin, int end, const int32_t *rows, int width, Step step) {
  if (rows == nullptr) {
    forVectors(begin, end, [&](int n, auto lanes) INLINED { step(n, n, lanes); });
    return;
  }
  for (int u = begin; u < end; u++) {
    const size_t to = static_cast<size_t>(rows[u]) * width;
    const size_t from = static_cast<size_t>(u) * width;
    forVectors(width, [&](int n, auto lanes) INLINED { step(to + n, from + n, lanes); });
  }
}

void sgd(int begin, int end, const int32_t *rows, int width, float *w, const float *g, float rate) {
  forUpdates(begin, end, rows, width, [&](size_t at, size_t from, auto lanes) INLINED {
    lanes.store(w + at, madd(splat(-rate), lanes.load(g + from), lanes.load(w + at)));
  });
}

void momentum(int begin, int end, const int32_t *rows, int width, float *w, const float *g, float *m, float rate, float mu,
              bool nesterov) {
  forUpdates(begin, end, rows, width, [&](size_t at, size_t from, auto lanes) INLINED {
    const Vector gradient = lanes.load(g + from);
    const Vector velocity = madd(splat(mu), lanes.load(m + at), gradient);
    const Vector step = nesterov ? madd(splat(mu), velocity, gradient) : velocity;
    lanes.store(m + at, velocity);
    lanes.store(w + at, madd(splat(-rate), step, lanes.load(w + at)));
  });
}

void scaledBySquares(int begin, int end, const int32_t *rows, int width, float *w, const float *g, float *s, float rate,
                     float decay, float gain, float epsilon) {
  forUpdates(begin, end, rows, width, [&](size_t at, size_t from, auto lanes) INLINED {
    const Vector gradient = lanes.load(g + from);
    const Vector squares = madd(splat(decay), lanes.load(s + at), splat(gain) * gradient * gradient);
    const Vector step = splat(rate) * gradient / (squareRoot(squares) + splat(epsilon));
    lanes.store(s + at, squares);
    lanes.store(w + at, lanes.load(w + at) - step);
  });
}

void adam(int begin, int end, const int32_t *rows, int width, float *w, const float *g, float *m, float *v, float keep,
          float beta1, float gain1, float beta2, float gain2, float rate, float inverse2, float epsilon) {
  forUpdates(begin, end, rows, width, [&](size_t at, size_t from, auto lanes) INLINED {
    const Vector gradient = lanes.load(g + from);
    const Vector first = madd(splat(beta1), lanes.load(m + at), splat(gain1) * gradient);
    const Vector second = madd(splat(beta2), lanes.load(v + at), splat(gain2) * gradient * gradient);
    const Vector root = squareRoot(second * splat(inverse2));
    const Vector step = splat(rate) * first / (root + splat(epsilon));
    lanes.store(m + at, first);
    lanes.store(v + at, second);
    lanes.store(w + at, splat(keep) * lanes.load(w + at) - step);
  });
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
