import { EngineError } from '../spec/engine-error.ts';
import type { CellProperty } from '../spec/insight-spec.ts';

/** Computes a property after each character, given the text and the value after the character before. */
type Rule = (text: string, at: number, before: number) => number;

const OPENING_QUOTES = '“„«「『';
const CLOSING_QUOTES = '”»」』';
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
  'word-end': (text, at) => Number(isLetter(text, at) && !isLetter(text, at + 1)),
};

/**
 * The property's value at each token, as it is once the token has been read to its end. Throws EngineError `invalid-data` for a
 * pattern that is no regular expression.
 */
export function propertyValues(tokens: readonly string[], property: CellProperty): Float32Array {
  const text = tokens.join('');
  const byUnit = property.kind === 'pattern' ? matched(text, property.pattern) : followed(text, rules[property.kind]);
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

function matched(text: string, pattern: string): Float32Array {
  const values = new Float32Array(text.length);
  for (const match of text.matchAll(compile(pattern))) values.fill(1, match.index, match.index + match[0].length);
  return values;
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gu');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError('invalid-data', `“${pattern}” is no regular expression: ${why}.`, {
      reason: 'no-pattern',
      pattern,
    });
  }
}

function isLetter(text: string, at: number): boolean {
  return at < text.length && /[\p{L}\p{M}]/u.test(characterAt(text, at));
}

/** Also from the second half of a surrogate pair. */
function characterAt(text: string, at: number): string {
  const isSecondHalf = /[\uDC00-\uDFFF]/.test(text[at]);
  return String.fromCodePoint(text.codePointAt(isSecondHalf && at > 0 ? at - 1 : at) ?? 0);
}
