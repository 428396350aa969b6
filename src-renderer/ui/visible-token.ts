/** A text to be read, in which only what would not be seen at all gets its sign: a carriage return, a byte order mark. Blanks stay blanks. */
export const visibleText = (text: string): string =>
  text.replaceAll(/[^\P{C}\n\t]/gu, (character) => (joiners.has(character) ? character : visibleToken(character)));

/** A token as something that can be seen, where it is shown alone: blanks and control characters get signs. */
export function visibleToken(text: string): string {
  if (text === '') return '∅';
  return [...text].map((character) => signs.get(character) ?? controlSign(character)).join('');
}

const signs = new Map([
  [' ', '␣'],
  ['\n', '↵'],
  ['\r', '[CR]'],
  ['\t', '⇥'],
  ['\u00a0', '⍽'],
  ['\u3000', '⬚'],
  ['\u200b', '[ZWSP]'],
  ['\u200d', '[ZWJ]'],
  ['\ufeff', '[BOM]'],
  ['\u00ad', '[SHY]'],
]);

/** They are seen by what they do to their neighbours, as in 👩‍🚀. */
const joiners = new Set(['\u200c', '\u200d']);

function controlSign(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zs}/u.test(character)
    ? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
    : character;
}
