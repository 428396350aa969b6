import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import type { Piece } from '../../src-engine/text/tokenizer.ts';
import type { VocabularyOrder, VocabularyQuery, VocabularyRecord } from '../contract/datasets/dataset-views.ts';
import type { Datasets } from './datasets.ts';

const mostEntries = 10_000;

type Entry = VocabularyRecord['entries'][number];

const orders: Record<VocabularyOrder, (a: Entry, b: Entry) => number> = {
  frequent: (a, b) => b.count - a.count || a.id - b.id,
  rare: (a, b) => a.count - b.count || a.id - b.id,
  id: (a, b) => a.id - b.id,
  text: (a, b) => compareText(a.text ?? '', b.text ?? ''),
};

/** The tokens that a text is made of. Fits the tokenizer to it where that has not been done before. */
export async function findTokens(
  datasets: Datasets,
  { datasetId, tokenizer: spec, search, order }: VocabularyQuery,
): Promise<VocabularyRecord> {
  const dataset = datasets.row(datasetId);
  const { tokenizer: state, tokenCount } = await datasets.analysis(dataset, spec);
  const counts = await datasets.tokenCounts(dataset, spec);
  const tokenizer = createTokenizer(state);
  const wanted = search.toLowerCase();
  const found: Entry[] = [];
  for (const [id, count] of counts.entries()) {
    const text = id === state.unknownId ? null : tokenizer.tokenText(id);
    if (wanted === '' || text?.toLowerCase().includes(wanted) === true) found.push({ id, text, count });
  }
  return {
    size: counts.length,
    found: found.length,
    tokenCount,
    singletons: counts.filter((count) => count === 1).length,
    entries: found.toSorted(orders[order]).slice(0, mostEntries),
  };
}

/** Cuts a text into the tokens of a dataset. */
export async function cutIntoTokens(
  datasets: Datasets,
  datasetId: string,
  spec: TokenizerSpec,
  text: string,
): Promise<Piece[]> {
  const { tokenizer } = await datasets.analysis(datasets.row(datasetId), spec);
  return createTokenizer(tokenizer).pieces(text);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
