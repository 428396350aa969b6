import type { DatasetContentKind } from '../tasks/facts.ts';

/** The template that suits what a dataset holds, by its id. */
export const usualTemplates: Readonly<Record<DatasetContentKind, string>> = {
  text: 'char-rnn-s',
  labelled: 'bi-lstm-classifier',
  numeric: 'forecaster',
  sequences: 'lstm-predictor',
  tagged: 'bi-lstm-tagger',
  series: 'forecaster',
  'labelled-series': 'series-classifier',
};
