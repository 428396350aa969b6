import { taskFacts } from './facts.ts';
import type { DatasetContentKind } from './facts.ts';
import type { Task } from '../spec/model-spec.ts';

const contents: Record<DatasetContentKind, string> = {
  text: 'texts without labels',
  labelled: 'texts with labels',
  tagged: 'tokens with tags',
  numeric: 'a table of numbers',
  sequences: 'sequences of numbers',
  series: 'numbers over time',
  'labelled-series': 'sequences of numbers with labels',
};

/** Returns the reason why a model for a task cannot learn from a kind of dataset, or null when it can. */
export function describeMismatch(task: Task, kind: DatasetContentKind): string | null {
  const { datasets, words, needs } = taskFacts[task];
  if (datasets.includes(kind)) return null;
  return `A ${words.model} learns from ${needs.words}, and this dataset holds ${contents[kind]}. Choose another model, or another dataset.`;
}
