import type { TokenKind } from '../spec/insight-spec.ts';

/** In this order: the prolonged sound mark belongs to katakana, and digits of all scripts are digits. */
const scripts: readonly [TokenKind, RegExp][] = [
  ['latin', /\p{Script=Latin}/u],
  ['hiragana', /\p{Script=Hiragana}/u],
  ['katakana', /\p{Script=Katakana}|[ーｰ]/u],
  ['kanji', /\p{Script=Han}/u],
  ['letter', /\p{L}/u],
  ['digit', /\p{N}/u],
  ['punctuation', /\p{P}|\p{S}/u],
];

/** A token is what its first letter is; one without letters what its first digit, or else its first sign is. */
export function tokenKind(text: string): TokenKind {
  if (text !== '' && text.trim() === '') return 'blank';
  const characters = [...text];
  const telling =
    characters.find((character) => /\p{L}/u.test(character)) ??
    characters.find((character) => /\p{N}/u.test(character)) ??
    characters.find((character) => /\p{P}|\p{S}/u.test(character));
  if (telling === undefined) return 'other';
  return scripts.find(([, script]) => script.test(telling))?.[0] ?? 'other';
}
