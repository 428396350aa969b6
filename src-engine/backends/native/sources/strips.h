/**
 * Strips: what a product of one row reads, STRIP_COLUMNS columns of a matrix with their rows one after another. Reading a large matrix
 * is most of such a product, so four rows are kept in seven eighths of their memory, to the bit, where their exponents allow it.
 *
 * A strip begins with a header: the lowest exponent that is kept, in its place in a float32; the words that the strip takes; and a
 * bit for each group of four rows, 1 where it is kept as it is. Of a condensed weight there are the sign, the significand and the last
 * four bits of (exponent − lowest), in their places. The other four bits of the exponent's place hold, in seven of a group's eight
 * lines, the parts of the eighth.
 */
#pragma once

#include "kernels.h"
#include "words.h"

namespace kernels::INSTRUCTION_SET {
namespace {

/** With narrower vectors, restoring weights takes as long as reading them would, or longer. */
constexpr bool CONDENSES = LANES == LINE;

constexpr int GROUP_WORDS = GROUP_ROWS * STRIP_COLUMNS;
/** Lines of a condensed group. */
constexpr int CONDENSED_LINES = GROUP_WORDS / LINE - 1;

constexpr int SIGNIFICAND_BITS = 23;
/** Exponents that four bits tell apart. */
constexpr uint32_t EXPONENTS = 16;
/** The bits of a condensed weight that are its own, and the place of those that are the last line's. */
constexpr uint32_t OWN_BITS = 0x87ffffff;
constexpr int FOREIGN_PLACE = 27;

/** The distance, in words, at which strips are fetched: a large matrix comes from the third cache for each row. */
constexpr int FETCHED_AHEAD = 1024;

struct StripHeader {
  uint32_t lowestExponent;
  uint32_t words;
  uint32_t isPlain[];
};

INLINE StripHeader *headerOf(uint32_t *strip) { return reinterpret_cast<StripHeader *>(strip); }
INLINE const StripHeader *headerOf(const uint32_t *strip) { return reinterpret_cast<const StripHeader *>(strip); }

/** The place of a strip's weights before they are condensed. */
INLINE float *weightsOf(uint32_t *strip, int depth) { return reinterpret_cast<float *>(strip + headerWords(depth)); }

INLINE uint32_t bitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

INLINE uint32_t exponentOf(uint32_t weight) { return weight >> SIGNIFICAND_BITS & 0xff; }

/** The lowest of so many exponents in a row that most weights have one of them. */
INLINE uint32_t lowestExponent(const float *weights, size_t count) {
  size_t counts[256] = {};
  for (size_t n = 0; n < count; n++) counts[exponentOf(bitsOf(weights[n]))]++;
  size_t within = 0, most = 0;
  uint32_t lowest = 0;
  for (uint32_t highest = 0; highest < 256; highest++) {
    within += counts[highest] - (highest < EXPONENTS ? 0 : counts[highest - EXPONENTS]);
    if (within <= most) continue;
    most = within;
    lowest = highest < EXPONENTS ? 0 : highest - EXPONENTS + 1;
  }
  return lowest;
}

/** The four bits of a weight of the last line that the line of that number holds. */
INLINE uint32_t partOfLast(uint32_t weight, int line) {
  return line < CONDENSED_LINES - 1 ? weight >> 4 * line & 0xf : (weight >> 24 & 0x7) | weight >> 31 << 3;
}

/** Returns false where a group has an exponent that does not fit. `to` may be where the group lies, or before it. */
INLINE bool condenseGroup(const float *weights, uint32_t lowest, uint32_t *to) {
  uint32_t own[GROUP_WORDS];
  for (int n = 0; n < GROUP_WORDS; n++) {
    const uint32_t weight = bitsOf(weights[n]);
    if (exponentOf(weight) - lowest >= EXPONENTS) return false;
    own[n] = weight - (lowest << SIGNIFICAND_BITS);
  }
  for (int line = 0; line < CONDENSED_LINES; line++) {
    for (int n = 0; n < LINE; n++) {
      to[line * LINE + n] = own[line * LINE + n] | partOfLast(own[CONDENSED_LINES * LINE + n], line) << FOREIGN_PLACE;
    }
  }
  return true;
}

/** Condenses the weights of a strip in their place, and writes its header. */
INLINE void condense(uint32_t *strip, int depth) {
  const float *weights = weightsOf(strip, depth);
  uint32_t *to = strip + headerWords(depth);
  const size_t count = static_cast<size_t>(depth) * STRIP_COLUMNS;
  const uint32_t lowest = CONDENSES ? lowestExponent(weights, count) : 0;
  for (size_t n = 0; n < headerWords(depth); n++) strip[n] = 0;
  for (int group = 0; group < depth / GROUP_ROWS; group++, weights += GROUP_WORDS) {
    if (CONDENSES && condenseGroup(weights, lowest, to)) {
      to += CONDENSED_LINES * LINE;
      continue;
    }
    headerOf(strip)->isPlain[group / 32] |= 1u << group % 32;
    std::memmove(to, weights, 4 * GROUP_WORDS);
    to += GROUP_WORDS;
  }
  const size_t rest = static_cast<size_t>(depth % GROUP_ROWS) * STRIP_COLUMNS;
  std::memmove(to, weights, 4 * rest);
  headerOf(strip)->lowestExponent = lowest << SIGNIFICAND_BITS;
  headerOf(strip)->words = static_cast<uint32_t>(to + rest - strip);
}

/** Calls step(row, column, weights) for the vectors of `rows` rows, from `row` on, that are kept as they are. */
template <int rows, typename Step> INLINE void forPlainRows(const uint32_t *from, int row, Step step) {
#pragma GCC unroll 4
  for (int r = 0; r < rows; r++) {
#pragma GCC unroll 16
    for (int column = 0; column < STRIP_COLUMNS; column += LANES) {
      step(row + r, column, loadWords(from + r * STRIP_COLUMNS + column));
    }
  }
}

/** Does the same for a condensed group. */
template <typename Step> INLINE void forCondensedGroup(const uint32_t *from, int row, Words lowest, Step step) {
#pragma GCC unroll 4
  for (int n = 0; n < LINE; n += LANES) {
    Words last{};
#pragma GCC unroll 8
    for (int line = 0; line < CONDENSED_LINES; line++) {
      const Words words = loadWords(from + line * LINE + n);
      if (line < CONDENSED_LINES - 1) last |= words >> (FOREIGN_PLACE - 4 * line) & splatWord(0xfu << 4 * line);
      else last |= (words >> 3 & splatWord(0x07000000)) | (words << 1 & splatWord(0x80000000));
      step(row + line / 2, line % 2 * LINE + n, (words & splatWord(OWN_BITS)) + lowest);
    }
    step(row + CONDENSED_LINES / 2, CONDENSED_LINES % 2 * LINE + n, last + lowest);
  }
}

/**
 * Calls step(row, column, weights) for all vectors of a strip, row by row, the columns of a row in any order but each LINE columns
 * after those that lie LINE before. Fetches what comes next, from the strip after it too.
 */
template <typename Step> INLINE void forStrip(const uint32_t *strip, int depth, Step step) {
  const StripHeader *header = headerOf(strip);
  const uint32_t *from = strip + headerWords(depth);
  const uint32_t *end = strip + header->words;
  const size_t toNext = stripWords(depth) - header->words;
  const Words lowest = splatWord(header->lowestExponent);
  const auto fetch = [&](int words) INLINED {
    const uint32_t *ahead = from + FETCHED_AHEAD;
    if (ahead >= end) ahead += toNext;
    for (int n = 0; n < words; n += LINE) __builtin_prefetch(ahead + n);
  };
  int row = 0;
  for (int group = 0; group < depth / GROUP_ROWS; group++, row += GROUP_ROWS) {
    if (CONDENSES && (header->isPlain[group / 32] >> group % 32 & 1) == 0) {
      fetch(CONDENSED_LINES * LINE);
      forCondensedGroup(from, row, lowest, step);
      from += CONDENSED_LINES * LINE;
    } else {
      fetch(GROUP_WORDS);
      forPlainRows<GROUP_ROWS>(from, row, step);
      from += GROUP_WORDS;
    }
  }
  for (; row < depth; row++, from += STRIP_COLUMNS) forPlainRows<1>(from, row, step);
}

} // namespace
} // namespace kernels::INSTRUCTION_SET
