/** The commands that typing can find. */
export interface Searchable {
  id: string;
  title: string;
  /** Other words for it, such as its title in the other language. */
  keywords: readonly string[];
}

/**
 * Those that have every word of the query, best first: a title that begins so, before a word that does, before one that has it
 * somewhere, before keywords in the same order, before a title that has its letters in this order. Equals stay in the order of their last use, then as they came.
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
  const title = folded(command.title);
  let total = 1;
  for (const word of words) {
    const byTitle = fit(title, word);
    const byKeyword = Math.max(...command.keywords.map((other) => fit(folded(other), word)), 0);
    if (byTitle > 0) total += bestFit + byTitle;
    else if (byKeyword > 0) total += byKeyword;
    else if (word.length > 2 && hasLettersInOrder(title, word)) total += 1;
    else return 0;
  }
  return total;
}

const bestFit = 4;

function fit(text: string, word: string): number {
  const place = text.indexOf(word);
  if (place === 0) return bestFit;
  if (place > 0) return /[\p{L}\p{N}]/u.test(text[place - 1]) ? 2 : 3;
  return 0;
}

function hasLettersInOrder(text: string, word: string): boolean {
  let from = 0;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

const foldedTexts = new Map<string, string>();

/** The folded text of a command. There are thousands of them, and each is searched at every key. */
function folded(text: string): string {
  let found = foldedTexts.get(text);
  if (found === undefined) foldedTexts.set(text, (found = fold(text)));
  return found;
}

const katakanaToHiragana = 0x60;

/** Normalises careless typing: no capitals, no full-width letters, and kana as they are before an input method converts them. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - katakanaToHiragana));
}
