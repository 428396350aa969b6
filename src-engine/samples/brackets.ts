import type { FormalLanguage } from './formal-language.ts';

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const openers = Object.keys(closers);
const MAXIMUM_DEPTH = 8;
const MAXIMUM_PAIRS = 20;

/** Well-nested brackets of three kinds, at most 8 deep (a Dyck language): to close one is to remember how it was opened. */
export const brackets: FormalLanguage = {
  /** 1 to 20 pairs; where both are possible, opening and closing are equally likely. */
  generate(random) {
    let toOpen = 1 + random.below(MAXIMUM_PAIRS);
    const open: string[] = [];
    let text = '';
    while (toOpen > 0 || open.length > 0) {
      const mayOpen = toOpen > 0 && open.length < MAXIMUM_DEPTH;
      if (mayOpen && (open.length === 0 || random.below(2) === 0)) {
        const opener = openers[random.below(openers.length)];
        open.push(opener);
        toOpen--;
        text += opener;
      } else {
        text += closers[open.pop() ?? ''];
      }
    }
    return text;
  },
  accepts(text) {
    const open: string[] = [];
    for (const bracket of text) {
      if (openers.includes(bracket)) open.push(bracket);
      else if (closers[open.pop() ?? ''] !== bracket) return false;
      if (open.length > MAXIMUM_DEPTH) return false;
    }
    return text !== '' && open.length === 0;
  },
};
