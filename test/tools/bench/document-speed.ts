import type { Backend } from '../../../src-engine/backends/backend.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { courseClassifier, defaultTraining } from '../../../src-engine/models/presets.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { BatchingVersion, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { BatchSource, TrainingData } from '../../../src-engine/training/batch-source.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { median } from './statistics.ts';

/** The times of an epoch with the former rules by which content becomes batches, and with those of today. */
export interface DocumentSpeed {
  name: string;
  beforeSeconds: number;
  afterSeconds: number;
  /** The median of the ratios of turns that followed one another. */
  ratio: number;
}

interface EpochWork {
  name: string;
  model: ModelSpec;
  train: TrainSpec;
  data(train: TrainSpec): TrainingData;
}

const BEFORE: BatchingVersion = 2;
const AFTER: BatchingVersion = 3;
const DOCUMENTS = 3000;
const NAME_LETTERS = 7;
const ALPHABET = 26;
const LONGEST_SENTENCE = 10;

/** Trains epochs of 3,000 short documents by the old rules and the new ones in turn. */
export async function measureDocuments(backend: Backend, pairs: number): Promise<DocumentSpeed[]> {
  const results: DocumentSpeed[] = [];
  for (const work of [names(), sentences()]) {
    const before = epochs(backend, { ...work, data: (train) => withoutLengths(work.data(train)) }, BEFORE);
    const after = epochs(backend, work, AFTER);
    await before();
    await after();
    const turns: { before: number; after: number }[] = [];
    for (let turn = 0; turn < pairs; turn++) turns.push({ before: await before(), after: await after() });
    results.push({
      name: work.name,
      beforeSeconds: median(turns.map((turn) => turn.before)),
      afterSeconds: median(turns.map((turn) => turn.after)),
      ratio: median(turns.map((turn) => turn.before / turn.after)),
    });
  }
  return results;
}

/** Time loops compute all steps of such batches, as they did before they left out rows that have ended. */
function withoutLengths({ training }: TrainingData): TrainingData {
  const batch: BatchSource['batch'] = (epoch, n) => ({ ...training.batch(epoch, n), lengths: null });
  return { training: { ...training, batch }, validation: null };
}

/** Returns a function that trains the next epoch and resolves with its seconds, validation left out. */
function epochs(backend: Backend, { model, train, data }: EpochWork, batching: BatchingVersion): () => Promise<number> {
  const spec = { ...train, batching };
  const clock = () => performance.now();
  const trainer = createTrainer({ backend, model, train: spec, data: data(spec), resumeFrom: null, clock });
  return async () => {
    const begin = clock();
    while (!trainer.isEpochComplete) await trainer.step();
    const seconds = (clock() - begin) / 1000;
    await trainer.endEpoch({ signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() });
    return seconds;
  };
}

/** Names of seven letters for S: two LSTM layers of 128 units, 50 rows of 50 steps. By the new rules they have a boundary token too. */
function names(): EpochWork {
  const random = createStream(1, 'names', 0);
  const texts = Array.from({ length: DOCUMENTS }, () =>
    Int32Array.from({ length: NAME_LETTERS }, () => random.below(ALPHABET)),
  );
  const size = ALPHABET + 1;
  return {
    name: `${DOCUMENTS} names of ${NAME_LETTERS} letters, S`,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: size },
      layers: [{ type: 'one_hot' }, lstm(128), lstm(128), dense(size)],
    },
    train: longTraining(defaultTraining('language-model')),
    data: (train) => createLanguageModelData(texts, train, ALPHABET),
  };
}

/** Sentences of 1 to 10 words for C, the classifier of the course, 32 at a time. */
function sentences(): EpochWork {
  const { model, train } = courseClassifier();
  const random = createStream(1, 'sentences', 0);
  const samples = Array.from({ length: DOCUMENTS }, () => ({
    ids: Int32Array.from({ length: 1 + random.below(LONGEST_SENTENCE) }, () => random.below(10_000)),
    label: random.below(5),
  }));
  return {
    name: `${DOCUMENTS} sentences of 1 to ${LONGEST_SENTENCE} words, C`,
    model,
    train: longTraining(train),
    data: (spec) => createSequenceData(labelledSequences(samples, null), spec),
  };
}

function longTraining(train: TrainSpec): TrainSpec {
  return { ...train, epochs: 1_000_000, validationFraction: 0 };
}
