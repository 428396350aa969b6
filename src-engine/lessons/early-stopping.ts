import { lstm } from '../models/default-layers.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import { createTrainer } from '../training/trainer.ts';
import { characterModel } from './character-model.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { lossMeter } from './short-text/loss-meter.ts';
import { shortText } from './short-text/short-text.ts';
import { shortTextSizes, shortTextTraining } from './short-text/short-text-training.ts';
import { unhurried } from './unhurried.ts';

const EPOCHS = 40;
/** Numbers of epochs that one would try without early stopping. With a constant rate each run is the beginning of the longest. */
const EPOCH_COUNTS = [1, 2, 5, 10, 20, 40];
const CHARACTERS = { training: 6000, validation: 6000, test: 6000 };

const controls = {
  patience: { kind: 'number', default: 3, minimum: 1, maximum: 10, step: 1 },
  units: { kind: 'number', default: 96, minimum: 16, maximum: 128, step: 16 },
} as const;

/** The losses after each epoch, in nats; the first value of each is that of epoch 1. */
interface Losses {
  training: number[];
  validation: number[];
  test: number[];
}

/**
 * Trains a network on a short text for too many epochs, and notes where early stopping would have ended it and which epoch it
 * would have kept (Prechelt 1998). The loss that both are judged by is that of a third piece of text.
 */
export const earlyStopping: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const { backend, clock, settings, seed } = options;
    const text = await shortText(options, { characters: CHARACTERS, ...shortTextSizes });
    const trainer = createTrainer({
      backend,
      model: characterModel(text, [lstm(settings.units)]),
      train: {
        ...shortTextTraining(text, { seed, epochs: EPOCHS }),
        earlyStopping: { patience: settings.patience, minDelta: 0, restoreBest: true },
      },
      data: { training: text.training, validation: text.validation },
      resumeFrom: null,
      clock,
    });
    const testLoss = lossMeter(trainer.model, text.test);
    const losses: Losses = { training: [], validation: [], test: [] };
    let stopped: Stop | null = null;
    while (losses.training.length < EPOCHS) {
      while (!trainer.isEpochComplete) await trainer.step();
      const epoch = await trainer.endEpoch(unhurried);
      if (typeof epoch?.validationLoss !== 'number') throw new Error('Every epoch is validated.');
      losses.training.push(epoch.trainLoss);
      losses.validation.push(epoch.validationLoss);
      losses.test.push(await testLoss());
      if (stopped === null && trainer.end === 'early-stopped') {
        stopped = { epoch: epoch.epoch, kept: trainer.progress.bestEpoch ?? epoch.epoch };
      }
      yield { done: epoch.epoch / EPOCHS, outcome: outcomeOf(losses, stopped) };
    }
    return outcomeOf(losses, stopped);
  },
  claims: [
    { id: 'validation-turns', figure: 'bestEpoch', unit: 'count', atLeast: 2, atMost: EPOCHS - 10 },
    { id: 'training-falls', figure: 'trainingFallAfterBest', unit: 'nats', atLeast: 0.3 },
    { id: 'stopping-is-no-worse', figure: 'testSaved', unit: 'nats', atLeast: 0 },
    { id: 'stopping-saves-steps', figure: 'epochsSaved', unit: 'share', atLeast: 0.25 },
    { id: 'near-the-best-count', figure: 'overBestCount', unit: 'nats', atMost: 0.05 },
  ],
};

interface Stop {
  epoch: number;
  kept: number;
}

/** A run that early stopping has not ended, has kept its best epoch so far. */
function outcomeOf({ training, validation, test }: Losses, stopped: Stop | null): LessonOutcome {
  const epochs = training.map((_, n) => n + 1);
  const bestEpoch = 1 + validation.indexOf(Math.min(...validation));
  const { epoch: stoppedEpoch, kept: keptEpoch } = stopped ?? { epoch: epochs.length, kept: bestEpoch };
  const last = epochs.length - 1;
  const tried = EPOCH_COUNTS.filter((count) => count <= epochs.length);
  const testOfCounts = tried.map((count) => test[count - 1]);
  return {
    figures: {
      bestEpoch,
      stoppedEpoch,
      keptEpoch,
      keptTraining: training[keptEpoch - 1],
      lastTraining: training[last],
      trainingFallAfterBest: training[bestEpoch - 1] - training[last],
      keptValidation: validation[keptEpoch - 1],
      lastValidation: validation[last],
      keptTest: test[keptEpoch - 1],
      lastTest: test[last],
      testSaved: test[last] - test[keptEpoch - 1],
      epochsSaved: 1 - stoppedEpoch / EPOCHS,
      overBestCount: test[keptEpoch - 1] - Math.min(...testOfCounts),
    },
    curves: {
      training: { x: epochs, y: [...training] },
      validation: { x: epochs, y: [...validation] },
      test: { x: epochs, y: [...test] },
      counts: { x: tried, y: testOfCounts },
    },
    grids: {},
    texts: {},
  };
}
