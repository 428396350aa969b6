import type { TextUnits } from '../spec/engine-protocol.ts';
import { countUnits } from './count-units.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Code units that are counted: more would not change the mean by much, and finding words is slow. */
const COUNTED = 1_000_000;
/** `countUnits` finds words of any script by a dictionary or by white space; the locale decides next to nothing. */
const LOCALE = 'en';

/** Returns a token's average size at the beginning of the texts; null where they have no tokens. */
export function measureUnitsPerToken(texts: Iterable<string>, tokenizer: Tokenizer): TextUnits | null {
  let tokens = 0;
  /** A language model predicts the end of a text too, which has no size. */
  const ends = tokenizer.state.boundaryId === undefined ? 0 : 1;
  let left = COUNTED;
  const total: TextUnits = { characters: 0, words: 0, bytes: 0 };
  for (const text of texts) {
    const part = text.slice(0, left);
    const units = countUnits(part, LOCALE);
    tokens += tokenizer.encode(part).length + ends;
    for (const unit of ['characters', 'words', 'bytes'] as const) total[unit] += units[unit];
    left -= part.length;
    if (left <= 0) break;
  }
  if (tokens === 0) return null;
  return { characters: total.characters / tokens, words: total.words / tokens, bytes: total.bytes / tokens };
}
