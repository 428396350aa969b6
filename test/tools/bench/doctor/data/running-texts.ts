import { brackets } from '../../../../../src-engine/samples/brackets.ts';
import { embeddedReber } from '../../../../../src-engine/samples/embedded-reber.ts';
import { equalCounts } from '../../../../../src-engine/samples/equal-counts.ts';
import { writeStrings } from '../../../../../src-engine/samples/formal-language.ts';
import type { FormalLanguage } from '../../../../../src-engine/samples/formal-language.ts';
import { writeJapaneseSentences } from '../../../../../src-engine/samples/japanese-sentences.ts';
import { twoDigitAddition } from '../../../../../src-engine/samples/two-digit-addition.ts';
import { benchTexts } from '../../recipes/texts.ts';
import type { Draw } from '../draw.ts';
import { characters, type BenchData } from './bench-data.ts';

/**
 * Writes or reads this many characters of a text, a different piece for each seed. Resolves with null where the text is
 * missing here.
 */
type ReadPiece = (length: number, draw: Draw) => Promise<string | null>;

const formal =
  (language: FormalLanguage): ReadPiece =>
  (length, draw) =>
    Promise.resolve(writeStrings(language, length, draw.seed()));

/**
 * The texts that a network for texts learns from. The first ones are prose, code and names, from which pieces are
 * taken.
 */
export const prose = {
  'moby-dick': pieceOf('moby-dick'),
  tinyshakespeare: pieceOf('tinyshakespeare'),
  'soseki-neko': pieceOf('soseki-neko'),
  code: pieceOf('code'),
  names: pieceOf('names'),
  'japanese-sentences': (length, draw) => Promise.resolve(writeJapaneseSentences(length, draw.seed())),
} as const satisfies Record<string, ReadPiece>;

/** The languages whose strings depend on symbols far back. */
export const remembering = {
  brackets: formal(brackets),
  'embedded-reber': formal(embeddedReber),
} as const satisfies Record<string, ReadPiece>;

const counting = {
  'equal-counts': formal(equalCounts),
  'two-digit-addition': formal(twoDigitAddition),
} as const satisfies Record<string, ReadPiece>;

export const runningTexts: Readonly<Record<string, ReadPiece>> = { ...prose, ...remembering, ...counting };

/** Resolves with a text file of this many characters; null means that the text is missing here. */
export async function runningText(source: string, length: number, draw: Draw): Promise<BenchData | null> {
  const text = await runningTexts[source](length, draw);
  if (text === null) return null;
  return { source, file: { name: `${source}.txt`, text, content: null }, tokenizer: characters };
}

function pieceOf(id: string): ReadPiece {
  return async (length, draw) => {
    const text = await wholeText(id);
    if (text === null) return null;
    const from = draw.between(0, Math.max(0, text.length - length - 1));
    // A piece begins with a whole line, like a text that a person brings.
    const line = text.indexOf('\n', from) + 1;
    const begin = line > 0 && line + length <= text.length ? line : from;
    return text.slice(begin, begin + length);
  };
}

const read = new Map<string, Promise<string | null>>();

function wholeText(id: string): Promise<string | null> {
  const known = read.get(id);
  if (known !== undefined) return known;
  const found = benchTexts(null).find((text) => text.id === id);
  if (found === undefined) throw new Error(`There is no text ${id}.`);
  const reading = found.isHere ? found.read() : Promise.resolve(null);
  read.set(id, reading);
  return reading;
}
