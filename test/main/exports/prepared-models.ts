import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { dense, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { ForecastHead } from '../../../src-engine/spec/forecast-spec.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type {
  BaseMethod,
  ForecastPreparation,
  InputChannel,
  SequencePreparation,
} from '../../../src-engine/spec/preparation-spec.ts';
import { drawParameters } from './matrix-models.ts';

const quantiles: ForecastHead = { type: 'quantiles', levels: [0.1, 0.5, 0.9] };

interface Forecaster {
  preparation: ForecastPreparation;
  head?: ForecastHead;
  layers?: LayerSpec[];
}

const value = (column: number, lag = 0, minus: { kind: 'lag' | 'mean'; rows: number } | null = null) =>
  ({ kind: 'value', column, lag, minus, gain: 1 }) as const satisfies InputChannel;

const cycle = (period: number, harmonic: number): InputChannel[] => [
  { kind: 'cycle', period, harmonic, wave: 'sine' },
  { kind: 'cycle', period, harmonic, wave: 'cosine' },
];

const zero = (horizon: number): BaseMethod => ({
  name: 'zero',
  effects: [],
  steps: Array.from({ length: horizon }, () => ({ lags: [], weights: [], bias: 0 })),
});

/** A base method that repeats the value of a season before. */
const seasonalNaive = (season: number, horizon: number): BaseMethod => ({
  name: 'seasonal-naive',
  effects: [],
  steps: Array.from({ length: horizon }, (_, step) => ({
    lags: [season - 1 - (step % season)],
    weights: [1],
    bias: 0,
  })),
});

const residuals = (horizon: number, targets: number) =>
  Array.from({ length: horizon }, (_, step) => Array.from({ length: targets }, (__, n) => 0.3 + 0.1 * step + 0.2 * n));

const usual: Pick<ForecastPreparation, 'version' | 'kind' | 'calibration' | 'reasons' | 'season'> = {
  version: 1,
  kind: 'forecast',
  calibration: null,
  reasons: [],
  season: null,
};
const day = 86_400_000;

const monthly: ForecastPreparation = {
  ...usual,
  time: {
    name: 't',
    kind: 'date',
    zone: null,
    step: { unit: 'month', count: 1 },
    origin: Date.parse('1987-11-30'),
  },
  columns: [{ name: 'passengers', role: 'predict', categories: null, log: { shift: 3 } }],
  targets: [0],
  window: 6,
  horizon: 5,
  history: 13,
  season: 12,
  inputs: [value(0), { ...value(0, 3, { kind: 'lag', rows: 4 }), gain: 2.5 }, ...cycle(365.2425 * day, 1)],
  readsHorizon: true,
  bases: [
    {
      ...seasonalNaive(12, 5),
      effects: [{ of: { kind: 'cycle', period: 365.2425 * day, harmonic: 2, wave: 'cosine' }, weight: 0.4 }],
    },
  ],
  residuals: residuals(5, 1),
  series: [{ name: null, scales: [{ mean: 5.2, deviation: 0.4 }] }],
  calibration: [
    [
      [
        { factor: 1.3, margin: -0.02 },
        { factor: 1, margin: 0 },
        { factor: 0.9, margin: 0.05 },
      ],
    ],
  ],
};
monthly.calibration = Array.from({ length: 5 }, () => monthly.calibration?.[0] ?? []);

/** Two series with plans, a category and two predicted columns. */
const shops: ForecastPreparation = {
  ...usual,
  time: null,
  columns: [
    { name: 'sales', role: 'predict', categories: null, log: null },
    { name: 'visits', role: 'predict', categories: null, log: { shift: 0 } },
    { name: 'weather', role: 'read', categories: ['sun', 'rain'], log: null },
    { name: 'price', role: 'known-ahead', categories: null, log: null },
    { name: 'holiday', role: 'known-ahead', categories: ['no', 'yes'], log: null },
  ],
  targets: [0, 1],
  window: 4,
  horizon: 3,
  history: 6,
  inputs: [
    value(0, 0, { kind: 'mean', rows: 4 }),
    value(1, 2),
    { kind: 'category', column: 2, category: 1 },
    { kind: 'known', column: 3 },
    { kind: 'known-category', column: 4, category: 1 },
    { kind: 'ahead' },
  ],
  readsHorizon: true,
  bases: [
    {
      name: 'linear',
      effects: [
        { of: { kind: 'known', column: 3 }, weight: -0.7 },
        { of: { kind: 'known-category', column: 4, category: 1 }, weight: 0.3 },
      ],
      steps: [
        { lags: [0, 2], weights: [0.6, 0.3], bias: 0.1 },
        { lags: [1], weights: [0.8], bias: -0.1 },
        { lags: [5], weights: [1.1], bias: 0 },
      ],
    },
    zero(3),
  ],
  residuals: residuals(3, 2),
  series: [
    {
      name: 'north',
      scales: [
        { mean: 2e6, deviation: 3e5 },
        { mean: 4, deviation: 0.5 },
        { mean: 0, deviation: 1 },
        { mean: 9.99, deviation: 2 },
        { mean: 0, deviation: 1 },
      ],
    },
    {
      name: 'south "島"',
      scales: [
        { mean: 150, deviation: 40 },
        { mean: 7, deviation: 0.2 },
        { mean: 0, deviation: 1 },
        { mean: 20, deviation: 5 },
        { mean: 0, deviation: 1 },
      ],
    },
  ],
};

const years: ForecastPreparation = {
  ...usual,
  time: {
    name: 'year',
    kind: 'number',
    zone: null,
    step: { unit: 'number', count: 1 / 12 },
    origin: 1949,
  },
  columns: [{ name: 'value', role: 'predict', categories: null, log: null }],
  targets: [0],
  window: 8,
  horizon: 4,
  history: 8,
  inputs: [value(0), ...cycle(1, 1)],
  readsHorizon: false,
  bases: [zero(4)],
  residuals: residuals(4, 1),
  series: [{ name: null, scales: [{ mean: 50, deviation: 8 }] }],
};

/** Large numbers that differ by little, of which a forecaster computes nothing but sums of products. */
const meters: ForecastPreparation = {
  ...usual,
  time: null,
  columns: [
    { name: 'energy', role: 'predict', categories: null, log: null },
    { name: 'load', role: 'read', categories: null, log: null },
    { name: 'water', role: 'predict', categories: null, log: null },
  ],
  targets: [2, 0],
  window: 5,
  horizon: 3,
  history: 9,
  season: 4,
  inputs: [
    { ...value(0, 0, { kind: 'mean', rows: 5 }), gain: 2.5 },
    value(1, 2),
    value(2, 1, { kind: 'lag', rows: 3 }),
    { kind: 'ahead' },
  ],
  readsHorizon: true,
  bases: [
    {
      name: 'linear',
      effects: [],
      steps: [
        { lags: [0, 2], weights: [0.6, 0.3], bias: 0.1 },
        { lags: [1], weights: [0.8], bias: -0.1 },
        { lags: [5], weights: [1.1], bias: 0 },
      ],
    },
    seasonalNaive(4, 3),
  ],
  residuals: residuals(3, 2),
  series: [
    {
      name: null,
      scales: [
        { mean: 1_234_567.8, deviation: 25 },
        { mean: -0.02, deviation: 0.004 },
        { mean: 3_000_000.4, deviation: 40 },
      ],
    },
  ],
  // The upper end is drawn below the median, which it may not be in a forecast.
  calibration: Array.from({ length: 3 }, () =>
    Array.from({ length: 2 }, () => [
      { factor: 1.3, margin: -0.02 },
      { factor: 1, margin: 0.01 },
      { factor: 0.9, margin: -0.2 },
    ]),
  ),
};

const forecasters: Record<string, Forecaster> = {
  'forecaster with a logarithm, a season and a calendar': { preparation: monthly },
  'forecaster of two columns of two series': {
    preparation: shops,
    layers: [recurrentLayer('gru', 6, { returnSequences: false })],
  },
  'forecaster of plans and days of the week': {
    preparation: {
      ...shops,
      time: {
        name: 'day',
        kind: 'date',
        zone: null,
        step: { unit: 'day', count: 1 },
        origin: Date.parse('2024-02-26'),
      },
      inputs: [...shops.inputs, ...cycle(7 * day, 1)],
      bases: shops.bases.map((base) => ({
        ...base,
        effects: [...base.effects, { of: { kind: 'cycle', period: 7 * day, harmonic: 2, wave: 'sine' }, weight: 0.8 }],
      })),
    },
  },
  'forecaster of single values over years': { preparation: years, head: { type: 'value' } },
  'forecaster of a distribution': { preparation: years, head: { type: 'gaussian' } },
  'forecaster where clocks change': {
    preparation: {
      ...monthly,
      time: {
        name: 'day',
        kind: 'date',
        zone: 'Europe/Berlin',
        step: { unit: 'day', count: 1 },
        origin: Date.parse('2024-03-24T23:00Z'),
      },
      inputs: [value(0), ...cycle(7 * day, 1)],
    },
  },
  'forecaster that is linear but for its network': {
    preparation: meters,
    layers: [lstm(6), lstm(5, { returnSequences: false }), dense(7)],
  },
  'linear forecaster of single values': {
    preparation: { ...years, inputs: [value(0)] },
    head: { type: 'value' },
  },
};

function trainedForecaster(
  name: string,
  { preparation, head = quantiles, layers }: Forecaster,
  seed: number,
): TrainedModel {
  const { window, horizon, targets, inputs } = preparation;
  const outputs = head.type === 'quantiles' ? head.levels.length : head.type === 'gaussian' ? 2 : 1;
  const model = {
    task: 'regression' as const,
    input: { kind: 'features' as const, size: inputs.length },
    layers: [...(layers ?? [lstm(6, { returnSequences: false })]), dense(horizon * targets.length * outputs)],
    forecast: { window, horizon, targets: targets.length, head },
  };
  return {
    name,
    model,
    tokenizer: null,
    classes: null,
    preparation,
    parameters: drawParameters(model, seed),
    step: 12,
  };
}

const readings: SequencePreparation = {
  version: 1,
  kind: 'sequences',
  columns: [
    { name: 'x', categories: null, scale: { mean: 1200, deviation: 35 } },
    { name: 'mode', categories: ['off', 'on'], scale: { mean: 0, deviation: 1 } },
    { name: 'y', categories: null, scale: { mean: -0.02, deviation: 0.004 } },
  ],
  classes: ['walk', 'run', '"かも"'],
  reasons: [],
};

function trainedClassifier(name: string, preparation: SequencePreparation): TrainedModel {
  const size = preparation.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
  const model = {
    task: 'classification' as const,
    input: { kind: 'features' as const, size },
    layers: [lstm(6, { returnSequences: false }), dense(preparation.classes.length)],
  };
  const parameters = drawParameters(model, 77);
  return { name, model, tokenizer: null, classes: preparation.classes, preparation, parameters, step: 12 };
}

const plainReadings: SequencePreparation = {
  ...readings,
  columns: readings.columns.filter(({ categories }) => categories === null),
};

/** Networks that read a table, on which every format is compared with the engine in the units of that table. */
export const preparedModels: readonly { name: string; trained: TrainedModel }[] = [
  ...Object.entries(forecasters).map(([name, forecaster], seed) => ({
    name,
    trained: trainedForecaster(name, forecaster, 50 + seed),
  })),
  ...Object.entries({ 'classifier of rows': plainReadings, 'classifier of rows with a category': readings }).map(
    ([name, preparation]) => ({ name, trained: trainedClassifier(name, preparation) }),
  ),
];

export function preparedModel(name: string): TrainedModel {
  const found = preparedModels.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found.trained;
}
