import { dense, lstm, simpleRnn } from '../../models/default-layers.ts';
import { createAddingProblem } from '../../samples/adding-problem.ts';
import type { LayerSpec, ModelSpec } from '../../spec/model-spec.ts';
import { numericSequences } from '../../training/numeric-sequences.ts';
import { longestOf } from './experiment.ts';
import type { ExperimentOf1997, TaskSize } from './experiment.ts';
import { independentDraws } from './independent-draws.ts';
import { integrator } from './integrator.ts';
import { lessonTraining } from './lesson-training.ts';

/** T of the paper. */
const SHORTEST = 100;
/** An error below this one is none, says the paper. */
const TOLERANCE = 0.04;

/** Two numbers that were marked long ago are to be added: section 5.4, with a minimal lag of 50 steps. The targets lie in [0, 1]. */
export const addingProblem = addingProblemOf({ shortest: SHORTEST, maxSteps: 1500, batchSize: 64 });

/** The same of other sequences: the shortest has `shortest` steps, at least 20, and the longest a tenth more; the minimal lag is half of it. */
export function addingProblemOf({ shortest, ...train }: TaskSize): ExperimentOf1997 {
  return {
    models: {
      lstm: regression(lstm(32, { ...integrator, returnSequences: false })),
      simple_rnn: regression(simpleRnn(66, { returnSequences: false })),
    },
    train: lessonTraining({ ...train, sequenceLength: longestOf(shortest), learningRate: 0.01 }),
    data: (seed) => independentDraws((count, drawSeed) => draw(count, shortest, drawSeed), seed),
    criteria: [
      { id: 'error-below-0.04', unit: 'share', goal: { atLeast: 0.99 } },
      { id: 'mean-absolute-error', unit: 'mean', goal: { below: 0.01 } },
    ],
    judge({ targets }, output) {
      return Array.from(targets, (target, b) => {
        const error = Math.abs(output[b] - target);
        return [error < TOLERANCE ? 1 : 0, error];
      });
    },
  };
}

function regression(layer: LayerSpec): ModelSpec {
  return { task: 'regression', input: { kind: 'features', size: 2 }, layers: [layer, dense(1)] };
}

function draw(count: number, shortest: number, seed: number) {
  return numericSequences(createAddingProblem(count, shortest, seed), { featureCount: 2, outputCount: 1 });
}
