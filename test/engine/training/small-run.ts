import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { dense, dropout, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { EpochMetrics, StepMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createTrainer, type Trainer } from '../../../src-engine/training/trainer.ts';

const VOCABULARY_SIZE = 5;

export function smallModel(middle: LayerSpec[] = [embedding(3), lstm(4)]): ModelSpec {
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: VOCABULARY_SIZE },
    layers: [...middle, dense(VOCABULARY_SIZE)],
  };
}

export const withDropout: LayerSpec[] = [embedding(3), lstm(4, { recurrentDropout: 0.25 }), dropout(0.5), lstm(4)];

/** 2 lanes × 3 steps; with 100 tokens and a tenth held back an epoch has 14 batches. */
export function trainSpec(changes: Partial<TrainSpec> = {}): TrainSpec {
  return {
    epochs: 20,
    maxSteps: null,
    batchSize: 2,
    sequenceLength: 3,
    optimizer: { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    schedule: { type: 'constant', warmupSteps: 0 },
    clip: { type: 'norm', max: 1 },
    l2: 0,
    gradientAccumulation: 1,
    validationFraction: 0.1,
    earlyStopping: null,
    classWeights: null,
    checkpoints: { everyEpoch: true, everySteps: null, everyMinutes: null, keepLast: 1, keepBest: 1 },
    seed: 11,
    backend: 'reference',
    threads: null,
    ...changes,
  };
}

/** A text in which each token is usually followed by the next one of the vocabulary. */
export function smallText(length = 100): Int32Array {
  const random = createStream(3, 'text', 0);
  const tokens = new Int32Array(length);
  for (let n = 1; n < length; n++) {
    tokens[n] = random.uniform() < 0.8 ? (tokens[n - 1] + 1) % VOCABULARY_SIZE : random.below(VOCABULARY_SIZE);
  }
  return tokens;
}

export interface SmallTrainer {
  backend?: Backend;
  model?: ModelSpec;
  train?: TrainSpec;
  documents?: Int32Array[];
  resumeFrom?: Checkpoint | null;
  clock?: () => number;
}

export function smallTrainer({ backend, model, train, documents, resumeFrom, clock }: SmallTrainer = {}): Trainer {
  const spec = train ?? trainSpec();
  return createTrainer({
    backend: backend ?? createReferenceBackend(),
    model: model ?? smallModel(),
    train: spec,
    data: createLanguageModelData(documents ?? [smallText()], spec),
    resumeFrom: resumeFrom ?? null,
    clock: clock ?? (() => 0),
  });
}

export const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };

export interface Trace {
  steps: StepMetrics[];
  epochs: EpochMetrics[];
}

/** Does up to `count` steps, closing epochs as they complete, and gives all metrics. */
export async function advance(trainer: Trainer, count: number): Promise<Trace> {
  const trace: Trace = { steps: [], epochs: [] };
  while (trace.steps.length < count || trainer.isEpochComplete) {
    if (trainer.isEpochComplete) trace.epochs.push((await trainer.endEpoch(uninterrupted))!);
    else if (trainer.end === null) trace.steps.push(await trainer.step());
    else break;
  }
  return trace;
}
