import { readLabelledTable } from '../forecast/rows/read-series-table.ts';
import type { SplitData } from '../spec/data-measurements.ts';
import type { DatasetContent } from '../spec/dataset-content.ts';
import { createTokenizer } from '../text/create-tokenizer.ts';
import { tokenIds } from '../text/given-tokens.ts';
import { splitOwnValidation, splitTexts, type TextSplit } from '../text/split-texts.ts';
import { splitStratified, type Split } from '../text/stratified-split.ts';
import { requireContent, requireTokenizer, textsOf } from '../training/content-data.ts';

/** Splits the texts of a language model as its training does. */
export function splitLanguageModel({ split, tokenizer, content }: SplitData): TextSplit {
  const read = requireContent('language-model', content, ['text', 'labelled']);
  const { encode, state } = createTokenizer(requireTokenizer(tokenizer));
  const documents = Array.from(textsOf(read), encode);
  return read.heldBack === undefined
    ? splitTexts(documents, split, state.boundaryId)
    : splitOwnValidation(documents, split, state.boundaryId, read.heldBack);
}

/** Separate samples, as numbers that are equal where the samples are. */
export interface SplitSamples {
  samples: Int32Array[];
  split: Split;
  /** `true` means that the numbers are tokens, whose passages can be compared. */
  areTokens: boolean;
}

/** Splits samples as the training of a classifier or tagger does. Returns null for content that has no samples. */
export function splitSamples({ split, tokenizer, content }: SplitData): SplitSamples | null {
  switch (content.kind) {
    case 'labelled': {
      const { encode } = createTokenizer(requireTokenizer(tokenizer));
      const parts = splitStratified(content.labels, split, content.heldBack);
      return { samples: content.texts.map(encode), split: parts, areTokens: true };
    }
    case 'tagged':
      return splitSentences(content, split, tokenIds(requireTokenizer(tokenizer)));
    case 'sequences': {
      const parts = splitStratified(new Int32Array(content.sequences.length), split);
      return { samples: content.sequences.map(({ features }) => bitsOf(features)), split: parts, areTokens: false };
    }
    case 'labelled-series': {
      const { pieces, heldBack } = content.layout;
      const parts = splitStratified(
        pieces.map(({ label }) => label),
        split,
        heldBack,
      );
      const samples = readLabelledTable(content.table, content.layout).map(({ values }) =>
        bitsOf(values.flatMap((column) => Array.from(column))),
      );
      return { samples, split: parts, areTokens: false };
    }
    default:
      return null;
  }
}

function splitSentences(
  { sentences, heldBack }: Extract<DatasetContent, { kind: 'tagged' }>,
  cut: SplitData['split'],
  idOf: (token: string) => number,
): SplitSamples {
  const isRead = ({ tokens }: { tokens: string[] }) => tokens.length > 0;
  const read = sentences.filter(isRead);
  const readHeldBack = heldBack && sentences.slice(sentences.length - heldBack).filter(isRead).length;
  const samples = read.map(({ tokens }) => Int32Array.from(tokens, idOf));
  return { samples, split: splitStratified(new Int32Array(read.length), cut, readHeldBack), areTokens: true };
}

function bitsOf(values: ArrayLike<number>): Int32Array {
  return new Int32Array(Float64Array.from(values).buffer);
}
