import type { ImportFormat } from '../../contract/datasets/import-records.ts';
import { isComment, splitConllLine, type ConllDelimiter } from './conll-reader.ts';
import { detectEncoding, sampleEncoding } from './detect-encoding.ts';
import type { SourceFile } from './source-file.ts';
import { characterDecoder } from './text-decoding.ts';

/** The columns of a file with a token a line. */
export interface ConllForm {
  delimiter: ConllDelimiter;
  /** The number of columns that most lines have. */
  columns: number;
}

const tokenName = /^(tokens?|words?|forms?|単語|トークン|形態素|語)$/i;
const tagName =
  /^(((ner|pos|iob|bio|chunk|entity)[_ -]?)?(tags?|labels?)|ner|pos|upos|entity|entities|タグ|ラベル|品詞)$/i;

export const isTokenName = (name: string) => tokenName.test(name);
export const isTagName = (name: string) => tagName.test(name);

/** A first line names the columns of tokens and tags. */
export function looksLikeTagHeader(first: readonly string[]): boolean {
  return first.some(isTokenName) && first.some(isTagName);
}

/** Tags that say whether a token begins, continues or ends something, or is outside of all: IOB, IOBES, BILOU. */
const chunkTag = /^(O|[BIESLUM][-_].+)$/;
const fewestLines = 4;
/** The fewest lines of pairs of words that say anything without blank lines between them. */
const fewestLinesOfTable = 10;
const lookedAtBytes = 256 * 2 ** 10;
/**
 * The least share of all lines that must have tags; the others are reported when the file is imported. Fewer will do
 * for tags of chunks, which hardly occur by chance.
 */
const leastShare = 0.8;
const leastShareOfChunks = 0.5;
/** Tags repeat, and are short. */
const mostTagShare = 0.34;
const mostTags = 400;
const longestTag = 40;
/** The largest share of the tags with letters or digits that may be tokens too; in prose every word comes anywhere. */
const mostShared = 0.2;

/**
 * The scripts without spaces between words: in a line of theirs, a space separates phrases more often than a word and
 * its tag.
 */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const hiragana = /\p{Script=Hiragana}/u;
/** The longest mean length of words in such a script, which are two or three characters long on average. */
const longestMeanWord = 5;

/** The verdict `yes` means tokens with tags, and `maybe` that a table or pairs of words are just as likely. */
export type ConllVerdict = 'yes' | 'maybe' | 'no';

/** Tells whether a file is tokens with tags, by its beginning. */
export async function recognizeConll(file: SourceFile): Promise<ConllVerdict> {
  for await (const chunk of file.read()) {
    const [{ encoding }] = detectEncoding(await sampleEncoding(only(chunk))).ranking;
    const decoder = characterDecoder(encoding);
    const beginning = chunk.subarray(0, lookedAtBytes);
    const text = decoder.decodeLeniently(beginning.subarray(0, decoder.completeLength(beginning)));
    // The last line may be cut.
    return looksLikeConll(beginning.length === file.bytes ? text : text.slice(0, text.lastIndexOf('\n') + 1));
  }
  return 'no';
}

async function* only(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}

/** Says how most lines are cut into columns; null where they have just one. */
export function conllForm(text: string): ConllForm | null {
  const lines = linesOf(text).filter((line) => line.trim() !== '');
  const tabbed = lines.filter((line) => line.trim().includes('\t')).length;
  const delimiter = tabbed >= lines.length / 2 ? '\t' : ' ';
  const counts = new Map<number, number>();
  for (const line of lines) {
    const { length } = splitConllLine(line, delimiter);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [columns] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [0];
  return columns < 2 ? null : { delimiter, columns };
}

/**
 * Tells the same by a text: its lines have equally many columns, the last of which repeats and holds other words than
 * the first.
 */
export function looksLikeConll(text: string): ConllVerdict {
  const form = conllForm(text);
  if (form === null) return 'no';
  const { lineCount, sentenceCount, tokens, tags } = readColumns(text, form);
  if (tags.length < lineCount * leastShareOfChunks) return 'no';
  const distinct = new Set(tags);
  if (distinct.size > 1 && [...distinct].every((tag) => chunkTag.test(tag))) return 'yes';
  if (
    lineCount < fewestLines ||
    tags.length < lineCount * leastShare ||
    !repeat(tags, distinct) ||
    !areApart(distinct, tokens) ||
    (form.delimiter === ' ' && arePhrases(tokens, distinct))
  )
    return 'no';
  // A table has no blank lines between its rows, and few sentences are of one word.
  const isInSentences = sentenceCount > 1 && lineCount >= 1.5 * sentenceCount;
  const isPlain = form.delimiter === ' ' && [...distinct].some((tag) => /\p{Ll}/u.test(tag));
  if (isInSentences && !isPlain) return 'yes';
  if (!isInSentences && lineCount < fewestLinesOfTable) return 'no';
  return form.delimiter === '\t' || form.columns === 2 ? 'maybe' : 'no';
}

/** Returns the formats that a person may mean by a file that may be tokens with tags. */
export function possibleFormats(format: ImportFormat): ImportFormat[] {
  return format === 'text' ? ['conll', 'tsv', 'text'] : ['conll', format];
}

interface Columns {
  lineCount: number;
  sentenceCount: number;
  /** First and last columns of the lines that have as many as most. */
  tokens: Set<string>;
  tags: string[];
}

function readColumns(text: string, { delimiter, columns }: ConllForm): Columns {
  const found: Columns = { lineCount: 0, sentenceCount: 0, tokens: new Set(), tags: [] };
  let isBetween = true;
  for (const line of linesOf(text)) {
    const cells = splitConllLine(line, delimiter);
    if (isBetween && isComment(line, cells.length, columns)) continue;
    const [token] = cells;
    const tag = cells.at(-1);
    const isBoundary = token === undefined || tag === undefined || token === '-DOCSTART-';
    const isHeader = found.lineCount === 0 && looksLikeTagHeader(cells);
    if (!isBoundary && !isHeader) {
      found.lineCount++;
      if (isBetween) found.sentenceCount++;
      if (cells.length === columns) {
        found.tokens.add(token);
        found.tags.push(tag);
      }
    }
    isBetween = isBoundary;
  }
  return found;
}

function repeat(tags: readonly string[], distinct: ReadonlySet<string>): boolean {
  if (distinct.size < 2 || distinct.size > mostTags) return false;
  return distinct.size <= Math.max(3, tags.length * mostTagShare) && tags.every((tag) => tag.length <= longestTag);
}

function areApart(tags: ReadonlySet<string>, tokens: ReadonlySet<string>): boolean {
  const words = [...tags].filter((tag) => /[\p{L}\p{N}]/u.test(tag));
  return words.length > 0 && words.filter((tag) => tokens.has(tag)).length <= words.length * mostShared;
}

/**
 * Tells whether the columns are parts of sentences without spaces, since the supposed words are too long, or the
 * supposed tags have endings.
 */
function arePhrases(tokens: ReadonlySet<string>, tags: ReadonlySet<string>): boolean {
  const words = [...tokens].filter((token) => unspaced.test(token));
  if (words.length < tokens.size / 2) return false;
  const characters = words.reduce((sum, word) => sum + [...word].length, 0);
  const inflected = [...tags].filter((tag) => hiragana.test(tag)).length;
  return characters > longestMeanWord * words.length || inflected > tags.size / 2;
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
