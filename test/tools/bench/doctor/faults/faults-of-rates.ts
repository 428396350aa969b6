import { adam } from '../../../../../src-engine/models/presets.ts';
import type { Draw } from '../draw.ts';
import { japaneseOpinionsData, namesData, opinionsData } from '../data/labelled-texts.ts';
import { taggedData } from '../data/numbers-and-tags.ts';
import type { Training } from '../runs/bench-run.ts';
import { inRecipe, inText, seeded, type Plant } from './fault.ts';
import { textSettings } from '../runs/language-model.ts';

const plainHigh = { sgd: [20, 200], momentum: [5, 50], adagrad: [1, 10] } as const;
const plainLow = { sgd: [1e-4, 5e-3], momentum: [1e-5, 5e-4], adagrad: [1e-5, 3e-4] } as const;
const plainOptimizers = ['sgd', 'momentum', 'adagrad'] as const;

/**
 * Learning rates that are wrong, for every optimizer. Small networks on short texts tolerate high ones: with Adam at
 * 0.2, or RMSProp at 0.1, some end better than with the usual rates.
 */
export const faultsOfRates = {
  'rate-too-high-adam': inRecipe((point, draw) => ({
    ...point,
    optimizer: draw.pick(['adam', 'adamw']),
    schedule: 'constant',
    learningRate: draw.rate(0.5, 3),
  })),
  'rate-too-high-rmsprop': inRecipe((point, draw) => ({
    ...point,
    optimizer: 'rmsprop',
    schedule: 'constant',
    learningRate: draw.rate(0.3, 1.5),
  })),
  'rate-too-high-plain': inRecipe((point, draw) => {
    const optimizer = draw.pick(plainOptimizers);
    const [low, high] = plainHigh[optimizer];
    return { ...point, optimizer, schedule: 'constant', learningRate: draw.rate(low, high) };
  }),
  'rate-too-high-other-tasks': (draw) => otherTask(draw, draw.rate(0.1, 0.6)),
  'rate-too-low-adam': inRecipe((point, draw) => ({
    ...point,
    optimizer: draw.pick(['adam', 'adamw', 'rmsprop']),
    learningRate: draw.rate(2e-6, 3e-5),
  })),
  'rate-too-low-plain': inRecipe((point, draw) => {
    const optimizer = draw.pick(plainOptimizers);
    const [low, high] = plainLow[optimizer];
    return { ...point, optimizer, learningRate: draw.rate(low, high) };
  }),
  'rate-too-low-other-tasks': (draw) => otherTask(draw, draw.rate(1e-6, 1e-5)),
  plateau: inText(({ data, budget, point, draw }) => {
    const settings = textSettings({ ...point, learningRate: point.learningRate / 4 }, budget);
    const schedule = { type: 'exponential', warmupSteps: 0, decayPerEpoch: draw.rate(0.01, 0.1) } as const;
    const epochs = Math.max(8, settings.train.epochs ?? 0);
    return { data, settings: { ...settings, train: { ...settings.train, epochs, schedule } } };
  }),
  'batch-too-large': inText(({ data, budget, point, draw }) => {
    const settings = textSettings(point, budget);
    const sequenceLength = draw.pick([50, 64, 100]);
    const batchSize = Math.floor((0.9 * budget.tokens) / sequenceLength / draw.between(1, 2));
    const schedule = { type: 'constant', warmupSteps: 0 } as const;
    const optimizer = { ...adam, learningRate: draw.rate(0.001, 0.004) };
    return {
      data,
      settings: { ...settings, train: { ...settings.train, sequenceLength, batchSize, schedule, optimizer } },
    };
  }),
} as const satisfies Record<string, Plant>;

async function otherTask(draw: Draw, learningRate: number): Promise<Training> {
  const optimizer = { ...adam, learningRate };
  const choices = [
    async (): Promise<Training> => ({
      data: await namesData(draw.between(1000, 2000), draw),
      settings: { presetId: 'char-classifier', train: { epochs: 6, optimizer } },
    }),
    (): Training => ({
      data: japaneseOpinionsData(draw.between(400, 800), draw),
      settings: { presetId: 'char-classifier', train: { epochs: 8, optimizer } },
    }),
    (): Training => ({
      data: opinionsData({ count: draw.between(500, 1000) }, draw),
      settings: { presetId: 'bi-lstm-classifier', train: { epochs: 8, optimizer } },
    }),
    (): Training => ({
      data: taggedData(draw.pick(['en', 'ja']), draw.between(200, 400), draw),
      settings: { presetId: 'bi-lstm-tagger', train: { epochs: 6, optimizer } },
    }),
  ];
  return seeded(await draw.pick(choices)(), draw);
}
