import { dense, lstm, simpleRnn } from '../../models/default-layers.ts';
import { createAddingProblem } from '../../samples/adding-problem.ts';
import type { LayerSpec, ModelSpec } from '../../spec/model-spec.ts';
import { numericSequences } from '../../training/numeric-sequences.ts';
import type { ExperimentOf1997 } from './experiment.ts';
import { independentDraws } from './independent-draws.ts';
import { integrator } from './integrator.ts';
import { lessonTraining } from './lesson-training.ts';

/** T of the paper; the longest sequences have a tenth more steps. */
const SHORTEST = 100;
const LONGEST = 110;
/** An error below this one is none, says the paper. */
const TOLERANCE = 0.04;

/** Two numbers that were marked long ago are to be added: section 5.4, with a minimal lag of 50 steps. The targets lie in [0, 1]. */
export const addingProblem: ExperimentOf1997 = {
  models: {
    lstm: regression(lstm(32, { ...integrator, returnSequences: false })),
    simple_rnn: regression(simpleRnn(66, { returnSequences: false })),
  },
  train: lessonTraining({ maxSteps: 1500, batchSize: 64, sequenceLength: LONGEST, learningRate: 0.01 }),
  data: (seed) => independentDraws(draw, seed),
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

function regression(layer: LayerSpec): ModelSpec {
  return { task: 'regression', input: { kind: 'features', size: 2 }, layers: [layer, dense(1)] };
}

function draw(count: number, seed: number) {
  return numericSequences(createAddingProblem(count, SHORTEST, seed), { featureCount: 2, outputCount: 1 });
}
