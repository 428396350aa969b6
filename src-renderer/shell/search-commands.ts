/** The commands that typing can find. */
export interface Searchable {
  id: string;
  title: string;
  /** Other words for it, such as its title in the other language. */
  keywords: readonly string[];
}

/**
 * Those that have every word of the query, best first: a title that begins so, before a word that does, before one that has it
 * somewhere, before one that has its letters in this order. Equals stay in the order of their last use, then as they came.
 */
export function searchCommands<T extends Searchable>(
  commands: readonly T[],
  query: string,
  recent: readonly string[],
): T[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const lastUse = (command: T) => {
    const place = recent.indexOf(command.id);
    return place < 0 ? Infinity : place;
  };
  return commands
    .map((command, place) => ({ command, place, score: scoreOf(command, words), lastUse: lastUse(command) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || compare(a.lastUse, b.lastUse) || a.place - b.place)
    .map(({ command }) => command);
}

// Infinity − Infinity is not a number.
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

function scoreOf(command: Searchable, words: readonly string[]): number {
  const title = fold(command.title);
  const others = command.keywords.map(fold);
  let total = 1;
  for (const word of words) {
    const best = Math.max(2 * fit(title, word), ...others.map((other) => 2 * fit(other, word) - 1));
    if (best <= 0) return 0;
    total += best;
  }
  return total;
}

function fit(text: string, word: string): number {
  const place = text.indexOf(word);
  if (place === 0) return 4;
  if (place > 0) return /[\p{L}\p{N}]/u.test(text[place - 1]) ? 2 : 3;
  return word.length > 2 && hasLettersInOrder(text, word) ? 1 : 0;
}

function hasLettersInOrder(text: string, word: string): boolean {
  let from = 0;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

const katakanaToHiragana = 0x60;

/** Normalises careless typing: no capitals, no full-width letters, and kana as they are before an input method converts them. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - katakanaToHiragana));
}
