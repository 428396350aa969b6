import { lstm } from '../models/default-layers.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import { createTrainer } from '../training/trainer.ts';
import { characterModel } from './character-model.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { shortText } from './short-text/short-text.ts';
import { shortTextSizes, shortTextTraining } from './short-text/short-text-training.ts';
import { unhurried } from './unhurried.ts';

/** The smallest network has fewer parameters than there are characters, the largest many times as many. */
const UNITS = [4, 8, 16, 32, 64, 128];
const EPOCHS = 40;
const HELD_OUT = 5000;
/** The gap, in nats, from which on a network counts as one that has learnt its text by heart. */
const OPEN_GAP = 0.5;

const controls = {
  characters: { kind: 'number', default: 5000, minimum: 2000, maximum: 10_000, step: 1000 },
} as const;

/** The losses of one network, in nats. */
interface Measured {
  /** Parameters for each character that it is trained to predict. */
  ratio: number;
  training: number;
  validation: number;
  /** The validation loss of its best epoch, which early stopping would have kept. */
  best: number;
}

/** Trains networks of growing size on the same short text, for the same number of epochs. */
export const parametersAndSamples: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const { backend, clock, settings, seed } = options;
    const characters = { training: settings.characters, validation: HELD_OUT, test: 2 };
    const text = await shortText(options, { characters, ...shortTextSizes });
    const measured: Measured[] = [];
    for (const [n, units] of UNITS.entries()) {
      const trainer = createTrainer({
        backend,
        model: characterModel(text, [lstm(units)]),
        train: shortTextTraining(text, { seed, epochs: EPOCHS }),
        data: { training: text.training, validation: text.validation },
        resumeFrom: null,
        clock,
      });
      const ratio = trainer.plan.parameterCount / settings.characters;
      let best = Infinity;
      for (let epoch = 1; epoch <= EPOCHS; epoch++) {
        while (!trainer.isEpochComplete) await trainer.step();
        const end = await trainer.endEpoch(unhurried);
        if (typeof end?.validationLoss !== 'number') throw new Error('Every epoch is validated.');
        best = Math.min(best, end.validationLoss);
        measured[n] = { ratio, training: end.trainLoss, validation: end.validationLoss, best };
        if (epoch % 5 === 0) yield { done: doneAfter(n, epoch / EPOCHS), outcome: outcomeOf(measured) };
      }
    }
    return outcomeOf(measured);
  },
  claims: [
    { id: 'small-keeps-closed', figure: 'gapOfSmallest', unit: 'nats', atMost: 0.3 },
    { id: 'large-opens', figure: 'gapOfLargest', unit: 'nats', atLeast: 1 },
    { id: 'opens-near-one', figure: 'openingRatio', unit: 'ratio', atLeast: 0.3, atMost: 10 },
    { id: 'large-is-spoilt', figure: 'spoiltOfLargest', unit: 'nats', atLeast: 0.5 },
    { id: 'stopped-large-is-best', figure: 'stoppedLargestMinusSmallest', unit: 'nats', atMost: 0 },
  ],
};

/** Larger networks take longer: about as their units do, since the short sequences cost the same whatever the size. */
function doneAfter(n: number, share: number): number {
  const cost = UNITS.map((units) => units + 32);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return (sum(cost.slice(0, n)) + share * cost[n]) / sum(cost);
}

function outcomeOf(measured: readonly Measured[]): LessonOutcome {
  const smallest = measured[0];
  const largest = measured[measured.length - 1];
  const ratios = measured.map(({ ratio }) => ratio);
  const gaps = measured.map(({ training, validation }) => validation - training);
  const curve = (y: number[]) => ({ x: ratios, y });
  return {
    figures: {
      smallestRatio: smallest.ratio,
      largestRatio: largest.ratio,
      gapOfSmallest: gaps[0],
      gapOfLargest: gaps[gaps.length - 1],
      openingRatio: crossing(ratios, gaps),
      spoiltOfLargest: largest.validation - largest.best,
      stoppedSmallest: smallest.best,
      stoppedLargest: largest.best,
      stoppedLargestMinusSmallest: largest.best - smallest.best,
    },
    curves: {
      training: curve(measured.map(({ training }) => training)),
      validation: curve(measured.map(({ validation }) => validation)),
      best: curve(measured.map(({ best }) => best)),
      gap: curve(gaps),
    },
    grids: {},
    texts: {},
  };
}

/** The ratio at which the gap is first OPEN_GAP, between two networks along the logarithm; the largest ratio where it never is. */
function crossing(ratios: readonly number[], gaps: readonly number[]): number {
  const after = gaps.findIndex((gap) => gap >= OPEN_GAP);
  if (after < 0) return ratios[ratios.length - 1];
  if (after === 0) return ratios[0];
  const share = (OPEN_GAP - gaps[after - 1]) / (gaps[after] - gaps[after - 1]);
  return ratios[after - 1] * (ratios[after] / ratios[after - 1]) ** share;
}
