import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { adam, defaultTraining } from '../../../../src-engine/models/presets.ts';
import { operationsPerToken, recipeModel } from '../../../../src-engine/recipes/choose-recipe.ts';
import { EngineError } from '../../../../src-engine/spec/engine-error.ts';
import type { OptimizerSpec, TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { createLanguageModelData } from '../../../../src-engine/training/language-model-data.ts';
import { createTrainer } from '../../../../src-engine/training/trainer.ts';
import type { Trainer } from '../../../../src-engine/training/trainer.ts';
import type { RecipePoint, RecipeResult } from './recipe-results.ts';
import type { TokenizedText } from './texts.ts';

interface PointTraining {
  createBackend: () => Backend;
  text: TokenizedText;
  point: RecipePoint;
  /** Floating-point operations of all steps. */
  operations: number;
  seed: number;
}

const WARM_UP_SHARE = 0.05;
const uninterrupted = {
  signal: { aborted: false },
  yieldToEventLoop: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

/** Trains a point with as many steps as the operations pay for; validation is not counted. */
export async function trainPoint({
  createBackend,
  text,
  point,
  operations,
  seed,
}: PointTraining): Promise<Omit<RecipeResult, 'text' | 'tokens' | 'vocabularySize' | 'operations' | 'point' | 'seed'>> {
  const model = recipeModel(point, text.vocabularySize);
  const { batchSize, sequenceLength, mostEpochs } = point;
  const usual = defaultTraining('language-model');
  const train: TrainSpec = { ...usual, batchSize, sequenceLength, seed, optimizer: optimizerOf(point), clip };
  const data = createLanguageModelData([text.ids], train);
  const perToken = operationsPerToken(model, sequenceLength);
  const paid = Math.max(1, Math.floor(operations / (perToken * batchSize * sequenceLength)));
  const steps = Math.min(paid, mostEpochs * data.training.count);
  const warmupSteps = Math.ceil(WARM_UP_SHARE * steps);
  const backend = createBackend();
  const began = { ms: performance.now(), processor: process.cpuUsage() };
  try {
    const epochs = Math.ceil(steps / data.training.count);
    const trainer = createTrainer({
      ...{ backend, model, data, resumeFrom: null, clock: () => performance.now() },
      train: { ...train, epochs, maxSteps: steps, schedule: { type: 'cosine', warmupSteps, finalFactor: 0 } },
    });
    const losses = await trainToEnd(trainer);
    const best = losses.length === 0 ? null : Math.min(...losses);
    const { user, system } = process.cpuUsage(began.processor);
    return {
      best,
      last: losses.at(-1) ?? null,
      bestEpoch: best === null ? null : losses.indexOf(best) + 1,
      steps,
      epochs: round(steps / data.training.count),
      parameters: trainer.plan.parameterCount,
      processorSeconds: round((user + system) / 1e6),
      seconds: round((performance.now() - began.ms) / 1000),
    };
  } finally {
    backend.dispose();
  }
}

const clip = { type: 'norm', max: 1 } as const;

function optimizerOf({ optimizer, learningRate }: RecipePoint): OptimizerSpec {
  return optimizer === 'adam'
    ? { ...adam, learningRate }
    : { type: 'rmsprop', learningRate, decay: 0.95, epsilon: 1e-8 };
}

/** Returns the validation loss of each epoch, the last one as far as it went; none where it diverged. */
async function trainToEnd(trainer: Trainer): Promise<number[]> {
  const losses: number[] = [];
  const validate = async (): Promise<void> => {
    const epoch = await trainer.endEpoch(uninterrupted);
    losses.push(epoch?.validationLoss ?? NaN);
  };
  try {
    while (trainer.end === null) await (trainer.isEpochComplete ? validate() : trainer.step());
    if (trainer.progress.batchInEpoch > 0) await validate();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'diverged') throw error;
    return [];
  }
  return losses;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
