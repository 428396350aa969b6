import type { DatasetContentKind } from '../tasks/facts.ts';

/** The facts about a dataset that decide about its template. */
interface DatasetFacts {
  kind: DatasetContentKind;
  /** The number of characters, and the most frequent ones with their counts. */
  characters: number;
  frequencies: readonly { token: string; count: number }[];
}

const byKind: Readonly<Record<Exclude<DatasetContentKind, 'labelled'>, string>> = {
  text: 'char-rnn-s',
  numeric: 'forecaster',
  sequences: 'lstm-predictor',
  tagged: 'bi-lstm-tagger',
  series: 'forecaster',
  'labelled-series': 'series-classifier',
};

/** A text is in words where spaces are at least one in so many characters. */
const CHARACTERS_PER_SPACE = 20;

/**
 * Returns the id of the template that suits a dataset. Word models have nothing to go by where texts are names, codes or
 * a language without spaces.
 */
export function usualTemplate({ kind, characters, frequencies }: DatasetFacts): string {
  if (kind !== 'labelled') return byKind[kind];
  const spaces = frequencies.find(({ token }) => token === ' ')?.count ?? 0;
  return spaces * CHARACTERS_PER_SPACE >= characters ? 'bi-lstm-classifier' : 'char-classifier';
}
