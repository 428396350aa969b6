import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import type { Tokenizer } from '../../src-engine/text/tokenizer.ts';
import type { CutTextsRecord } from '../contract/model-records.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { Datasets } from './datasets.ts';

const shownExamples = 3;
const shownCharacters = 200;

/** Counts the texts of which a classifier reads no more than so many tokens, and shows where; null where there are no labelled texts. */
export async function findCutTexts(
  datasets: Datasets,
  dataset: DatasetRow,
  { tokenizer: spec, keptTokens }: { tokenizer: TokenizerSpec; keptTokens: number },
): Promise<CutTextsRecord | null> {
  if (dataset.kind !== 'labelled') return null;
  const lengths = await datasets.textLengths(dataset, spec);
  const found = { texts: lengths.length, keptTokens, longest: lengths.reduce((a, b) => Math.max(a, b), 0) };
  const cutRows = lengths.reduce((sum, length) => sum + Number(length > keptTokens), 0);
  if (cutRows === 0) return { ...found, cut: 0, examples: [] };
  const tokenizer = createTokenizer((await datasets.analysis(dataset, spec)).tokenizer);
  const examples: CutTextsRecord['examples'] = [];
  for (let row = 0; row < lengths.length && examples.length < shownExamples; row++) {
    if (lengths[row] <= keptTokens) continue;
    const [{ text }] = await datasets.reader.rows(dataset, row, 1);
    const at = endOf(tokenizer, text, keptTokens);
    examples.push({ row, kept: text.slice(0, at), rest: text.slice(at, at + shownCharacters).trim() });
  }
  return { ...found, cut: cutRows, examples };
}

/** Returns the place in a text where its first `count` tokens end. */
function endOf(tokenizer: Tokenizer, text: string, count: number): number {
  let end = 0;
  for (const piece of tokenizer
    .pieces(text)
    .filter(({ id }) => id !== null || tokenizer.state.unknownId !== null)
    .slice(0, count)) {
    const at = text.indexOf(piece.text, end);
    // The bytes of one character are pieces that are no text by themselves.
    end = at < 0 ? end + 1 : at + piece.text.length;
  }
  return end;
}
