import type { CellProperty } from '../spec/insight-spec.ts';
import type { AbortSignal } from '../spec/interruptible.ts';

/** Computes a property after each character, given the text and the value after the character before. */
type Rule = (text: string, at: number, before: number) => number;

const OPENING_QUOTES = '“„«「『';
const CLOSING_QUOTES = '”»」』';
const SENTENCE_ENDS = '.!?…。！？．؟।';
const STRAIGHT_QUOTE = '"';
const OPENING_BRACKETS = '([{（［｛【〔<';
const CLOSING_BRACKETS = ')]}）］｝】〕>';

const rules: Record<Exclude<CellProperty['kind'], 'pattern'>, Rule> = {
  'inside-quotes': (text, at, before) => {
    const character = text[at];
    if (character === STRAIGHT_QUOTE) return 1 - before;
    if (OPENING_QUOTES.includes(character)) return 1;
    return CLOSING_QUOTES.includes(character) ? 0 : before;
  },
  'bracket-depth': (text, at, before) => {
    if (OPENING_BRACKETS.includes(text[at])) return before + 1;
    return CLOSING_BRACKETS.includes(text[at]) ? Math.max(0, before - 1) : before;
  },
  'line-position': (text, at, before) => (text[at] === '\n' ? 0 : before + 1),
  'upper-case': (text, at) => Number(/\p{Lu}/u.test(characterAt(text, at))),
  digit: (text, at) => Number(/\p{Nd}/u.test(characterAt(text, at))),
  'sentence-end': (text, at) => Number(SENTENCE_ENDS.includes(text[at])),
  'word-end': (text, at) => Number(isLetter(text, at) && !isLetter(text, at + 1)),
};

/**
 * Finds the matches of a person's regular expression, as [start, end) pairs of UTF-16 units one after the other. It may take any time at
 * all, so the host runs it in a thread of its own and ends that. Resolves with null where `signal` aborts. Rejects with EngineError
 * `invalid-data` for a pattern that is no regular expression, or takes too long.
 */
export type MatchPattern = (pattern: string, text: string, signal: AbortSignal) => Promise<Int32Array | null>;

/** Returns the property's value at each token, as it is once the token has been read to its end; null where matching was aborted. */
export async function propertyValues(
  tokens: readonly string[],
  property: CellProperty,
  match: (pattern: string, text: string) => ReturnType<MatchPattern>,
): Promise<Float32Array | null> {
  const text = tokens.join('');
  const byUnit =
    property.kind === 'pattern'
      ? insideMatches(text.length, await match(property.pattern, text))
      : followed(text, rules[property.kind]);
  if (byUnit === null) return null;
  let end = 0;
  return Float32Array.from(tokens, (token) => {
    end += token.length;
    return end === 0 ? 0 : byUnit[end - 1];
  });
}

function followed(text: string, rule: Rule): Float32Array {
  const values = new Float32Array(text.length);
  for (let at = 0; at < text.length; at++) values[at] = rule(text, at, at === 0 ? 0 : values[at - 1]);
  return values;
}

/** Returns 1 for each UTF-16 unit inside a match, and 0 for the others. */
function insideMatches(length: number, matches: Int32Array | null): Float32Array | null {
  if (matches === null) return null;
  const values = new Float32Array(length);
  for (let n = 0; n < matches.length; n += 2) values.fill(1, matches[n], matches[n + 1]);
  return values;
}

function isLetter(text: string, at: number): boolean {
  return at < text.length && /[\p{L}\p{M}]/u.test(characterAt(text, at));
}

/** Also from the second half of a surrogate pair. */
function characterAt(text: string, at: number): string {
  const isSecondHalf = /[\uDC00-\uDFFF]/.test(text[at]);
  return String.fromCodePoint(text.codePointAt(isSecondHalf && at > 0 ? at - 1 : at) ?? 0);
}
