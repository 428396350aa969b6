import type { CellProperty } from '../../../../src-engine/spec/insight-spec.ts';

type Kind = Exclude<CellProperty['kind'], 'pattern'>;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether there is something in the text that the property tells from the rest. */
const occurs: Record<Kind, (text: string) => boolean> = {
  'inside-quotes': (text) => /[“„«「『"]/.test(text.trim().slice(1)) || /["”»」』]/.test(text.trim().slice(0, -1)),
  'bracket-depth': (text) => /[([{（［｛【〔<]/.test(text),
  'sentence-end': (text) => /[.!?…。！？．؟।]/.test(text.trim().slice(0, -1)),
  'upper-case': (text) => /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text),
  digit: (text) => /\p{Nd}/u.test(text) && /\P{Nd}/u.test(text),
  'word-end': (text) => /[\p{L}\p{M}][^\p{L}\p{M}]/u.test(text),
  'line-position': (text) => text.length > 1,
};

/** The properties that are worth following in a script, the most telling first. Every text has places in a line. */
const byScript = {
  // There are no capitals, and hardly a blank between words.
  cjk: ['inside-quotes', 'sentence-end', 'bracket-depth', 'digit', 'line-position'],
  cased: ['inside-quotes', 'upper-case', 'bracket-depth', 'word-end', 'digit', 'line-position'],
  uncased: ['inside-quotes', 'sentence-end', 'bracket-depth', 'word-end', 'digit', 'line-position'],
} satisfies Record<string, Kind[]>;

function scriptOf(text: string): keyof typeof byScript {
  const cjk = count(text, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu);
  const cased = count(text, /[\p{Lu}\p{Ll}]/gu);
  const letters = count(text, /\p{L}/gu);
  if (cjk * 2 >= letters && cjk > 0) return 'cjk';
  return cased * 2 >= letters ? 'cased' : 'uncased';
}

/** Returns what a unit is looked for that follows, until the person says it: something that the text has, in the way of its script. */
export function defaultProperty(text: string): Kind {
  return byScript[scriptOf(text)].find((kind) => occurs[kind](text)) ?? 'line-position';
}
