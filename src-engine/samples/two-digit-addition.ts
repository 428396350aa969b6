import type { FormalLanguage } from './formal-language.ts';

/** `12+34=46`: the sum of two numbers from 10 to 99. There are 8,100 of them. */
export const twoDigitAddition: FormalLanguage = {
  generate(random) {
    const a = 10 + random.below(90);
    const b = 10 + random.below(90);
    return `${a}+${b}=${a + b}`;
  },
  accepts(text) {
    const terms = /^([1-9]\d)\+([1-9]\d)=(\d+)$/.exec(text);
    return terms !== null && terms[3] === String(Number(terms[1]) + Number(terms[2]));
  },
};
