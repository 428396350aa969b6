/** Lists texts, with `word` before the last one: `A, B or C`. */
export function listed(texts: readonly string[], word: string): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${word} ${texts[texts.length - 1]}`;
}
