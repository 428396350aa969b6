import { EngineError } from '../spec/engine-error.ts';
import type { DatasetContent } from '../spec/engine-protocol.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { createTokenizer } from '../text/create-tokenizer.ts';
import { readNumericSeries } from '../text/numeric-series.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import type { TrainingData } from './batch-source.ts';
import { labelledSequences } from './labelled-sequences.ts';
import { createLanguageModelData } from './language-model-data.ts';
import { meanSquareOfTargets, numericSequences } from './numeric-sequences.ts';
import { createNumericSeriesData } from './numeric-series-data.ts';
import { createSequenceData } from './sequence-data.ts';

type Task = ModelSpec['task'];

/** The texts of a dataset, one after the other; none where it holds numbers. */
export function* textsOf(content: DatasetContent): Generator<string> {
  if (content.kind === 'text') for (const document of content.documents) yield decodeUtf8(document);
  if (content.kind === 'labelled') yield* content.texts;
}

/**
 * Batches of a dataset for a task: a language model learns from any texts, also from labelled ones; classification needs labels, and
 * regression numbers. `tokenizer` is null for numbers. Throws EngineError `invalid-data` where content and task do not
 * fit, and what the task's own data throws.
 */
export function createContentData(
  content: DatasetContent,
  tokenizer: TokenizerState | null,
  task: Task,
  train: TrainSpec,
): TrainingData {
  if (content.kind === 'numeric') {
    if (task !== 'regression') throw mismatch('This dataset holds numbers.', 'regression', 'needs-text');
    const table = readNumericSeries(decodeUtf8(content.table), content);
    return createNumericSeriesData(table, { ...train, horizon: content.horizon }).data;
  }
  if (content.kind === 'sequences') {
    if (task !== 'regression') throw mismatch('This dataset holds numbers.', 'regression', 'needs-text');
    const data = createSequenceData(numericSequences(content.sequences, content), train);
    return { ...data, zeroLoss: meanSquareOfTargets(content.sequences) };
  }
  if (tokenizer === null)
    throw new EngineError('invalid-data', 'Texts need a tokenizer. Choose one.', { reason: 'needs-numbers' });
  const encode = createTokenizer(tokenizer).encode;
  if (task === 'language-model') return createLanguageModelData(Array.from(textsOf(content), encode), train);
  if (task === 'regression') throw mismatch('This dataset holds texts.', 'language modelling', 'needs-numbers');
  if (content.kind !== 'labelled') throw mismatch('This dataset has no labels.', 'language modelling', 'needs-labels');
  const sequences = content.texts.map((text, n) => ({ ids: encode(text), label: content.labels[n] }));
  return createSequenceData(labelledSequences(sequences, train.classWeights), train);
}

function mismatch(what: string, task: string, reason: 'needs-text' | 'needs-labels' | 'needs-numbers'): EngineError {
  return new EngineError('invalid-data', `${what} Choose a model for ${task}, or another dataset.`, { reason });
}
