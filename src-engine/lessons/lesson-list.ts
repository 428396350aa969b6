import type { LessonId } from '../spec/lesson-spec.ts';
import { activations } from './activations.ts';
import { adding } from './adding.ts';
import { additivePath } from './additive-path.ts';
import { bidirectional } from './bidirectional.ts';
import { clipping } from './clipping.ts';
import { earlyStopping } from './early-stopping.ts';
import { learningRate } from './learning-rate.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { lstmGates } from './lstm-gates.ts';
import { optimizers } from './optimizers.ts';
import { parameterTable } from './parameter-table.ts';
import { parametersAndSamples } from './parameters-and-samples.ts';
import { parityLesson } from './parity.ts';
import { perplexity } from './perplexity.ts';
import { reber } from './reber.ts';
import { rnnBackward } from './rnn-backward.ts';
import { rnnForward } from './rnn-forward.ts';
import { singularValues } from './singular-values.ts';
import { softsign } from './softsign.ts';
import { stacking } from './stacking.ts';
import { temperature } from './temperature.ts';
import { temporalOrderLesson } from './temporal-order.ts';
import { xavier } from './xavier.ts';

/** The experiments of the lessons, in their order. */
export const lessonExperiments: Readonly<Record<LessonId, LessonExperiment>> = {
  'rnn-forward': rnnForward,
  'rnn-backward': rnnBackward,
  'singular-values': singularValues,
  'lstm-gates': lstmGates,
  'additive-path': additivePath,
  'parameter-table': parameterTable,
  'learning-rate': learningRate,
  temperature,
  softsign,
  'parameters-and-samples': parametersAndSamples,
  stacking,
  'early-stopping': earlyStopping,
  optimizers,
  xavier,
  perplexity,
  activations,
  clipping,
  bidirectional,
  reber,
  adding,
  'temporal-order': temporalOrderLesson,
  parity: parityLesson,
};
