import type { FormalLanguage } from './formal-language.ts';

const MAXIMUM_COUNT = 20;

/** aⁿbⁿ, 1 ≤ n ≤ 20: the simplest language that needs a counter. */
export const equalCounts: FormalLanguage = {
  generate(random) {
    const n = 1 + random.below(MAXIMUM_COUNT);
    return 'a'.repeat(n) + 'b'.repeat(n);
  },
  accepts(text) {
    const n = text.length / 2;
    return n >= 1 && n <= MAXIMUM_COUNT && text === 'a'.repeat(n) + 'b'.repeat(n);
  },
};
