/**
 * Runs every kernel on buffers that are exactly as long as they must be, on shapes that leave parts of vectors, tiles and blocks over, for
 * the sanitizers to see what is read or written beside them: within one WebAssembly memory nothing lies between two tensors.
 */
#include <cmath>
#include <cstdio>
#include <memory>

#include "kernels.cpp"

using namespace kernels;
using kernels::INSTRUCTION_SET::table;

namespace {

/** Memory of its own for each buffer, of exactly so many elements. */
template <typename Element> class Buffer {
public:
  explicit Buffer(size_t size, double scale = 1) : elements(new Element[size]) {
    for (size_t n = 0; n < size; n++) elements[n] = static_cast<Element>(scale * std::sin(0.7 * static_cast<double>(n) + 1));
  }
  operator Element *() { return elements.get(); }

private:
  std::unique_ptr<Element[]> elements;
};

using Floats = Buffer<float>;
using Integers = Buffer<int32_t>;

size_t groupsOf(int columns, int width) { return static_cast<size_t>((columns + width - 1) / width) * width; }

Integers repeated(int count, std::initializer_list<int32_t> values) {
  Integers result(count);
  for (int n = 0; n < count; n++) result[n] = values.begin()[static_cast<size_t>(n) % values.size()];
  return result;
}

void elementwise(int size) {
  Floats x(size), y(size), z(size), w(size);
  Buffer<double> sums(2);
  for (int activation = 0; activation <= 4; activation++) {
    table.activationForward(0, size, activation, x, y);
    table.activationBackward(0, size, activation, y, x, z);
  }
  table.addScaled(0, size, 0.5f, x, y);
  table.scale(0, size, 0.5f, y);
  table.dropout(0, size, nullptr, y, INT32_MIN, 2, -7, 2, INT32_MAX, 4);
  table.dropout(0, size, x, z, 1000, 2, -7, 2, INT32_MAX, 4);
  table.sumOfSquares(0, 1, size, size, x, sums);
  table.sumOfProducts(0, 2, (size + 1) / 2, size, x, y, sums);
  table.sgd(0, size, nullptr, size, x, y, 0.1f);
  table.momentum(0, size, nullptr, size, x, y, z, 0.1f, 0.9f, true);
  table.scaledBySquares(0, size, nullptr, size, x, y, z, 0.1f, 0.9f, 0.1f, 1e-8f);
  table.adam(0, size, nullptr, size, x, y, z, w, 1, 0.9f, 0.1f, 0.99f, 0.01f, 0.1f, 1, 1e-8f);
}

void tables(int rows, int columns) {
  Integers ids = repeated(rows, {2, -1, 0, 1}), places = repeated(2, {2, 0});
  Floats kernel(3 * columns), bias(columns), out(rows * columns), gradient(2 * columns), slot(3 * columns), slot2(3 * columns);
  table.gatherRows(0, rows, columns, ids, kernel, bias, out);
  table.gatherRows(0, rows, columns, ids, kernel, nullptr, out);
  table.scatterRows(0, columns, rows, columns, ids, out, kernel);
  table.sgd(0, 2, places, columns, kernel, gradient, 0.1f);
  table.momentum(0, 2, places, columns, kernel, gradient, slot, 0.1f, 0.9f, false);
  table.scaledBySquares(0, 2, places, columns, kernel, gradient, slot, 0.1f, 0.9f, 0.1f, 1e-8f);
  table.adam(0, 2, places, columns, kernel, gradient, slot, slot2, 1, 0.9f, 0.1f, 0.99f, 0.01f, 0.1f, 1, 1e-8f);
}

void losses(int rows, int width) {
  Floats logits(rows * width), out(rows * width), d(rows * width), weights(width);
  Integers targets = repeated(rows, {0, -1, width - 1});
  const int blocks = (rows + 15) / 16;
  Buffer<double> sums(3 * blocks);
  table.softmaxForward(0, rows, width, logits, out);
  table.softmaxBackward(0, rows, width, out, logits, d);
  table.softmaxCrossEntropy(0, blocks, 16, rows, width, logits, targets, weights, 0.1f, d, 0.5f, sums);
  table.softmaxCrossEntropy(0, blocks, 16, rows, width, logits, targets, nullptr, 0, nullptr, 1, sums);
}

void layerNorms(int rows, int width) {
  Floats x(rows * width), gamma(width), beta(width), out(rows * width), statistics(2 * rows), d(rows * width), dX(rows * width);
  Floats dGamma(width), dBeta(width);
  table.layerNormForward(0, rows, width, x, gamma, beta, 1e-5, out, statistics);
  table.layerNormInputGradient(0, rows, width, x, gamma, statistics, d, dX);
  table.layerNormInputGradient(0, rows, width, x, gamma, statistics, d, d);
  table.layerNormParameterGradient(0, width, rows, width, x, statistics, d, dGamma, dBeta);
}

void products(int rows, int depth, int columns) {
  const size_t panels = depth * groupsOf(columns, PANEL_COLUMNS);
  Floats a(rows * depth), b(depth * columns), s(rows * columns), c(rows * columns), bias(columns), db(columns);
  Floats packed(panels), packedTransposed(panels), scratch(SCRATCH_BYTES / 4);
  Floats transposed(depth * columns), dK(depth * columns), mask(2 * depth);
  const int panelCount = static_cast<int>(panels / depth / PANEL_COLUMNS);
  table.packPanels(0, panelCount, b, depth, columns, packed);
  table.packPanelsTransposed(0, panelCount, transposed, depth, columns, packedTransposed);
  table.linear(0, rows, columns, depth, a, packed, Bytes(0), bias, Bytes(0), c);
  table.linear(0, rows, columns, depth, a, packed, Bytes(0), s, Bytes(4 * columns), c);
  table.linear(0, rows, columns, depth, a, b, Bytes(4 * columns), nullptr, Bytes(0), c);
  table.linearColumns({scratch}, 0, columns, rows, columns, depth, a, b, bias, Bytes(0), c);
  table.weightGradient({scratch}, 0, columns, rows, depth, columns, a, nullptr, 1, c, dK, db);
  table.weightGradient({scratch}, 0, columns, rows, depth, columns, a, mask, 2, c, dK, nullptr);
  table.sumRows(0, columns, rows, columns, c, db);
}

/** Strips of weights whose exponents lie so many powers of two apart at most: groups of rows are condensed, kept as they are, or both. */
void strips(int depth, int columns, int exponents) {
  const int count = static_cast<int>(groupsOf(columns, STRIP_COLUMNS) / STRIP_COLUMNS);
  Floats a(depth), b(depth * columns), bias(columns), c(columns);
  for (int n = 0; n < depth * columns; n++) b[n] = std::ldexp(b[n], n * 7919 % 101 % exponents);
  Buffer<uint32_t> packed(count * stripWords(depth)), narrow(count * depth * STRIP_COLUMNS / 2);
  table.packStripsTransposed(0, count, b, depth, columns, packed);
  table.multiplyStrips(0, count, columns, depth, a, packed, bias, c);
  table.packStrips(0, count, b, depth, columns, packed);
  table.multiplyStrips(0, count, columns, depth, a, packed, nullptr, c);
  table.narrowStrips(0, count, depth, packed, narrow);
  table.multiplyNarrowStrips(0, count, columns, depth, a, narrow, bias, c);
  table.multiplyNarrowStrips(0, count, columns, depth, a, narrow, nullptr, c);
}

/** A recurrent layer; what is optional is there in the second of two passes. */
struct Loop {
  int steps, batch, units;
  bool reverse;
  size_t size = static_cast<size_t>(batch) * units;
  Integers lengths = repeated(batch, {steps, steps - 1, 1});
  Integers resets = repeated(steps * batch, {0, 0, 1, 0, 0});
  Floats mask = state(1), masked = state(1), dHidden = state(1), dCell = state(1), dNormaliser = state(1);
  Floats h = state(steps + 1), c = state(steps + 1), n = state(steps + 1), m = state(steps + 1);
  Floats phi = state(steps), dOut = state(steps), record = state(steps), record2 = state(steps), record3 = state(steps);

  /** So many states of all sequences. */
  Floats state(int count) const { return Floats(count * size); }

  Floats packed(int depth, int columns) const { return Floats(depth * groupsOf(columns, PANEL_COLUMNS), 0.2); }
};

void rnn(Loop &l, bool all) {
  Floats r = l.packed(l.units, l.units), z(l.steps * l.size), replacements(l.units);
  const int32_t *lengths = all ? static_cast<int32_t *>(l.lengths) : nullptr;
  const int32_t *resets = all ? static_cast<int32_t *>(l.resets) : nullptr;
  float *mask = all ? static_cast<float *>(l.mask) : nullptr;
  table.rnnForward(0, l.batch, l.steps, l.batch, l.units, r, Bytes(0), lengths, resets, l.reverse, mask, l.masked, all, nullptr,
                   l.h, z);
  table.rnnForward(0, l.batch, l.steps, l.batch, l.units, r, Bytes(0), lengths, resets, l.reverse, mask, l.masked, 0,
                   replacements, l.h, z);
  table.rnnBackward(0, l.batch, l.steps, l.batch, l.units, r, lengths, resets, l.reverse, mask, l.masked, all, l.h,
                    all ? static_cast<float *>(l.dOut) : nullptr, l.dHidden, z, all ? static_cast<float *>(l.record) : nullptr);
}

void lstm(Loop &l, bool all) {
  Floats r = l.packed(l.units, 4 * l.units), rT = l.packed(4 * l.units, l.units), gates(4 * l.steps * l.size);
  Floats replacements(6 * l.units);
  const int32_t *lengths = all ? static_cast<int32_t *>(l.lengths) : nullptr;
  const int32_t *resets = all ? static_cast<int32_t *>(l.resets) : nullptr;
  float *mask = all ? static_cast<float *>(l.mask) : nullptr;
  table.lstmForward(0, l.batch, l.steps, l.batch, l.units, r, Bytes(0), lengths, resets, l.reverse, mask, l.masked, all,
                    all ? 4 : 3, nullptr, l.h, l.c, gates, l.phi);
  table.lstmForward(0, l.batch, l.steps, l.batch, l.units, r, Bytes(0), lengths, resets, l.reverse, mask, l.masked, 0, 3,
                    replacements, l.h, l.c, gates, l.phi);
  table.lstmBackward(0, l.batch, l.steps, l.batch, l.units, rT, lengths, resets, l.reverse, mask, l.masked, all, all ? 4 : 3,
                     l.c, gates, l.phi, all ? static_cast<float *>(l.dOut) : nullptr, l.dHidden, l.dCell, gates,
                     all ? static_cast<float *>(l.record) : nullptr, all ? static_cast<float *>(l.record2) : nullptr);
}

void gru(Loop &l, bool all) {
  Floats r = l.packed(l.units, 3 * l.units), rT = l.packed(3 * l.units, l.units), gates(3 * l.steps * l.size);
  Floats bias(3 * l.units), u(3 * l.size), du(3 * l.steps * l.size), replacements(4 * l.units);
  const int32_t *lengths = all ? static_cast<int32_t *>(l.lengths) : nullptr;
  const int32_t *resets = all ? static_cast<int32_t *>(l.resets) : nullptr;
  float *mask = all ? static_cast<float *>(l.mask) : nullptr;
  table.gruForward(0, l.batch, l.steps, l.batch, l.units, r, Bytes(0), bias, lengths, resets, l.reverse, mask, l.masked, u, all,
                   all ? 4 : 3, all ? static_cast<float *>(replacements) : nullptr, l.h, gates, l.phi);
  table.gruBackward(0, l.batch, l.steps, l.batch, l.units, rT, lengths, resets, l.reverse, mask, l.masked, all, all ? 4 : 3, l.h,
                    gates, l.phi, all ? static_cast<float *>(l.dOut) : nullptr, l.dHidden, gates, du,
                    all ? static_cast<float *>(l.record) : nullptr);
}

void minGru(Loop &l, bool all) {
  Floats gates(2 * l.steps * l.size), replacements(3 * l.units);
  const int32_t *lengths = all ? static_cast<int32_t *>(l.lengths) : nullptr;
  const int32_t *resets = all ? static_cast<int32_t *>(l.resets) : nullptr;
  const int units = l.batch * l.units;
  table.minGruForward(0, units, l.steps, l.batch, l.units, lengths, resets, l.reverse,
                      all ? static_cast<float *>(replacements) : nullptr, l.h, gates);
  table.minGruBackward(0, units / 2, l.steps, l.batch, l.units, lengths, resets, l.reverse, l.h, gates, l.dOut, l.dHidden, gates,
                       all ? static_cast<float *>(l.record) : nullptr);
}

void slstm(Loop &l, bool all, int heads) {
  const int size = l.units / heads;
  Floats r = l.packed(size * heads, 4 * size), rT = l.packed(4 * size * heads, size), gates(4 * l.steps * l.size);
  Floats u(4 * l.size), replacements(7 * l.units);
  const int32_t *lengths = all ? static_cast<int32_t *>(l.lengths) : nullptr;
  const int32_t *resets = all ? static_cast<int32_t *>(l.resets) : nullptr;
  table.slstmForward(0, l.batch, l.steps, l.batch, l.units, heads, r, Bytes(0),
                     Bytes(4 * size * groupsOf(4 * size, PANEL_COLUMNS)), u, lengths, resets, l.reverse,
                     all ? static_cast<float *>(replacements) : nullptr, l.h, l.c, l.n, l.m, gates, l.phi);
  table.slstmBackward(0, l.batch, l.steps, l.batch, l.units, heads, rT, Bytes(16 * size * groupsOf(size, PANEL_COLUMNS)), u,
                      lengths, resets, l.reverse, l.c, l.n, gates, l.phi, l.dOut, l.dHidden, l.dCell, l.dNormaliser, gates,
                      all ? static_cast<float *>(l.record) : nullptr, all ? static_cast<float *>(l.record2) : nullptr,
                      all ? static_cast<float *>(l.record3) : nullptr);
}

} // namespace

int main() {
  for (const int size : {1, 3, 15, 16, 17, 64, 69, 257}) elementwise(size);
  for (const int columns : {1, 5, 16, 35}) tables(7, columns);
  for (const int width : {1, 2, 13, 16, 65}) losses(19, width);
  for (const int width : {1, 3, 16, 33, 189}) layerNorms(5, width);
  for (const int rows : {1, 2, 5, 13, 97}) {
    for (const int depth : {1, 7, 40, 300}) {
      for (const int columns : {1, 15, 16, 33, 150}) products(rows, depth, columns);
    }
  }
  for (const int depth : {1, 4, 7, 40, 300, 1100}) {
    for (const int columns : {1, 32, 33, 97}) {
      for (const int exponents : {1, 9, 70}) strips(depth, columns, exponents);
    }
  }
  for (const int units : {1, 6, 16, 34}) {
    for (const bool reverse : {false, true}) {
      for (const bool all : {false, true}) {
        for (const int batch : {1, 5}) {
          Loop loop{4, batch, units, reverse};
          rnn(loop, all);
          lstm(loop, all);
          gru(loop, all);
          minGru(loop, all);
          for (const int heads : {1, 2}) {
            if (units % heads == 0) slstm(loop, all, heads);
          }
        }
      }
    }
  }
  std::puts("clean");
}
