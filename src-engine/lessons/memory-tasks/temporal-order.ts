import { dense, lstm, simpleRnn } from '../../models/default-layers.ts';
import { createTemporalOrder, TEMPORAL_ORDER_SYMBOLS } from '../../samples/temporal-order.ts';
import type { LayerSpec, ModelSpec } from '../../spec/model-spec.ts';
import { labelledSequences } from '../../training/labelled-sequences.ts';
import { longestOf } from './experiment.ts';
import type { ExperimentOf1997, TaskSize } from './experiment.ts';
import { independentDraws } from './independent-draws.ts';
import { integrator } from './integrator.ts';
import { lessonTraining } from './lesson-training.ts';

const SHORTEST = 100;
const CLASSES = 4;
/** An output that is less than this away from its target, 1 or 0, is right, says the paper. */
const TOLERANCE = 0.3;

/** In which order did two symbols come, long ago and among a hundred others? Section 5.6, task 6a. */
export const temporalOrder = temporalOrderOf({ shortest: SHORTEST, maxSteps: 2000, batchSize: 32 });

/** The same of other sequences: the shortest has `shortest` symbols, at least 20, and the longest a tenth more. */
export function temporalOrderOf({ shortest, ...train }: TaskSize): ExperimentOf1997 {
  return {
    models: {
      lstm: orderClassifier(lstm(32, { ...integrator, returnSequences: false })),
      simple_rnn: orderClassifier(simpleRnn(68, { returnSequences: false })),
    },
    train: lessonTraining({ ...train, sequenceLength: longestOf(shortest), learningRate: 0.01 }),
    data: (seed) => independentDraws((count, drawSeed) => draw(count, shortest, drawSeed), seed),
    criteria: [
      { id: 'outputs-within-0.3', unit: 'share', goal: { atLeast: 0.999 } },
      { id: 'classification-error', unit: 'share', goal: null },
    ],
    judge({ targets }, output) {
      return Array.from(targets, (target, b) => {
        const probabilities = softmax(Array.from({ length: CLASSES }, (_, k) => output[b * CLASSES + k]));
        const isRight = probabilities.every((p, k) => Math.abs(p - (k === target ? 1 : 0)) < TOLERANCE);
        const likeliest = probabilities.indexOf(Math.max(...probabilities));
        return [isRight ? 1 : 0, likeliest === target ? 0 : 1];
      });
    },
  };
}

/** A network for this task with the recurrent layer given. */
export function orderClassifier(layer: LayerSpec): ModelSpec {
  return {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: TEMPORAL_ORDER_SYMBOLS.length },
    layers: [{ type: 'one_hot' }, layer, dense(CLASSES)],
  };
}

function draw(count: number, shortest: number, seed: number) {
  const { sequences, labels } = createTemporalOrder(count, 2, seed, shortest);
  return labelledSequences(
    sequences.map((ids, n) => ({ ids, label: labels[n] })),
    null,
  );
}

function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
