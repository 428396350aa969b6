import { matchLengths } from '../n-grams/match-lengths.ts';
import { orNull } from '../n-grams/run-in-pieces.ts';
import type { CopiedFigures, CopiedText, Copies } from '../spec/copies-spec.ts';
import type { SplitData } from '../spec/data-measurements.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { createTokenizer } from '../text/create-tokenizer.ts';
import { placedTokens, type PlacedTokens } from '../text/placed-tokens.ts';
import { requireTokenizer } from '../training/content-data.ts';
import { copiedPassages, copiedShare, joinPassages, longestMatch } from './copied-passages.ts';
import { splitLanguageModel } from './split-data.ts';

/**
 * A network recites if the copied share of its texts exceeds that of the held-out text by this much, and its passages
 * are this many times as long.
 */
const RECITED_SHARE = 0.3;
const RECITED_LENGTH = 2;

/** Compares written texts with the training part of a language model's data. Resolves with null where it was aborted. */
export function measureCopies(
  data: SplitData,
  texts: readonly string[],
  interruptible: Interruptible,
): Promise<Copies | null> {
  return orNull(compare(data, texts, interruptible));
}

async function compare(data: SplitData, texts: readonly string[], interruptible: Interruptible): Promise<Copies> {
  const tokenizer = createTokenizer(requireTokenizer(data.tokenizer));
  const { training, validation } = splitLanguageModel(data);
  const written = texts.map((text) => placedTokens(text, tokenizer));
  const heldOut = stretchesLike(
    written.map(({ ids }) => ids.length),
    validation,
  );
  const matches = await matchLengths([...written.map(({ ids }) => ids), ...heldOut], training, interruptible);
  const ofTexts = matches.slice(0, texts.length);
  const figures = figuresOf(ofTexts);
  const control = heldOut.length === 0 ? null : figuresOf(matches.slice(texts.length));
  return {
    texts: written.map((tokens, n) => copiedText(tokens, ofTexts[n])),
    written: figures,
    heldOut: control,
    recites: recites(figures, control),
  };
}

function copiedText({ ids, starts }: PlacedTokens, lengths: Int32Array): CopiedText {
  return {
    tokens: ids.length,
    share: copiedShare([lengths]),
    longest: longestMatch([lengths]),
    passages: joinPassages(copiedPassages(lengths)).map(({ from, to }) => ({ from: starts[from], to: starts[to] })),
  };
}

function figuresOf(texts: readonly Int32Array[]): CopiedFigures {
  const longest = texts.map((lengths) => longestMatch([lengths])).sort((a, b) => a - b);
  return {
    share: copiedShare(texts),
    longest: longest.at(-1) ?? 0,
    usualLongest: longest[Math.floor(longest.length / 2)] ?? 0,
  };
}

/** Tells whether the texts recite. Where nothing was held back, no copies are expected. */
function recites({ share, usualLongest }: CopiedFigures, heldOut: CopiedFigures | null): boolean {
  if (share === null) return false;
  const expected = heldOut ?? { share: 0, usualLongest: 0 };
  return (
    share - (expected.share ?? 0) >= RECITED_SHARE &&
    usualLongest >= RECITED_LENGTH * Math.max(1, expected.usualLongest)
  );
}

/**
 * Takes stretches of these lengths, evenly spread over the documents; they are fewer and shorter where there is too
 * little text.
 */
function stretchesLike(lengths: readonly number[], documents: readonly Int32Array[]): Int32Array[] {
  const total = documents.reduce((sum, { length }) => sum + length, 0);
  return lengths.flatMap((length, n) => {
    let at = Math.floor((total * n) / lengths.length);
    for (const document of documents) {
      if (at < document.length) {
        const begin = Math.max(0, Math.min(at, document.length - length));
        return [document.subarray(begin, begin + length)];
      }
      at -= document.length;
    }
    return [];
  });
}
