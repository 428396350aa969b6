import { lstm, dense } from '../../../../src-engine/models/default-layers.ts';
import { defaultTraining } from '../../../../src-engine/models/presets.ts';
import type { DataMeasurements } from '../../../../src-engine/spec/data-measurements.ts';
import type { EpochMetrics, StepMetrics } from '../../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import type { StepInsightRecord } from '../../../../src-main/contract/insight-records.ts';
import type { RunFacts } from '../../../../src-main/runs/doctor/facts.ts';

export const languageModel: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: 50 },
  layers: [{ type: 'one_hot' }, lstm(64), dense(50)],
};

export const classifier: ModelSpec = {
  task: 'classification',
  input: { kind: 'tokens', vocabularySize: 50 },
  layers: [
    { type: 'one_hot' },
    lstm(64, { returnSequences: false }),
    dense(2),
    { type: 'activation', activation: 'softmax' },
  ],
};

/** The same type with read-only lists, as tables of cases have them. */
type Fixed<T> = T extends readonly (infer Item)[]
  ? readonly Fixed<Item>[]
  : T extends object
    ? { [Key in keyof T]: Fixed<T[Key]> }
    : T;

interface Changes extends Fixed<Omit<Partial<RunFacts>, 'train' | 'data'>> {
  train?: Fixed<Partial<TrainSpec>>;
  data?: Fixed<Partial<RunFacts['data']>>;
}

/** The facts about a healthy training that is over, with the changes of a case. */
export function factsOf({ train, data, ...changes }: Changes = {}): RunFacts {
  const model = (changes.model ?? languageModel) as ModelSpec;
  const facts: Fixed<RunFacts> = {
    stage: 'over',
    model,
    tokenizer: { type: 'character', minimumFrequency: 1 },
    parameterCount: 30_000,
    beginsAnew: true,
    totalSteps: 400,
    outcome: { kind: 'finished', epoch: 4, step: 400 },
    steps: stepsOf(healthyLosses(400)),
    epochs: epochsOf([2.8, 2.4, 2.2, 2.1], [2.7, 2.4, 2.25, 2.2]),
    looks: [lookOf({ step: 1 }), lookOf({ step: 200, alpha: -0.6 }), lookOf({ step: 400, alpha: -0.4 })],
    checkpoints: [1, 2, 3, 4].map((epoch) => checkpointOf(epoch)),
    classRecalls: null,
    signals: null,
    memorisation: null,
    foundRate: null,
    rival: null,
    ...changes,
    train: { ...defaultTraining(model.task), epochs: 4, ...train },
    data: {
      stepsPerEpoch: 100,
      trainingTargets: 100_000,
      validationTargets: 10_000,
      validationItems: null,
      trainingItems: null,
      classCounts: null,
      leaked: null,
      cutTexts: null,
      vectorShare: null,
      measured: null,
      ...data,
    },
  };
  return facts as RunFacts;
}

/**
 * The losses of a healthy training, which fall like a power of the steps from ln 50, with the noise of small batches.
 */
export function healthyLosses(count: number): number[] {
  return Array.from({ length: count }, (_, n) => 2 + 1.9 / (1 + n / 40) ** 0.7 + noise(n, 0.05));
}

/** Returns noise with this standard deviation, which is always the same for the same n. */
export function noise(n: number, deviation: number): number {
  const place = Math.sin(12.9898 * (n + 1)) * 43758.5453;
  return deviation * Math.sqrt(12) * (place - Math.floor(place) - 0.5);
}

export function stepsOf(losses: readonly number[], fields: Partial<StepMetrics> = {}): StepMetrics[] {
  return losses.map((loss, n) => ({
    ...{ step: n + 1, epoch: 1 + Math.floor(n / 100), loss, gradientNorm: 0.8, learningRate: 0.002 },
    ...{ tokensPerSecond: 1000, elapsedMs: n },
    ...fields,
  }));
}

/** A null `validation` means that nothing is held back. */
export function epochsOf(training: readonly number[], validation: readonly number[] | null): EpochMetrics[] {
  return training.map((trainLoss, n) => ({
    ...{ epoch: n + 1, step: 100 * (n + 1), trainLoss, validationLoss: validation?.[n] ?? null },
    ...{ validationAccuracy: null, validationScores: {}, tokensPerSecond: 1000, elapsedMs: n },
  }));
}

interface Look {
  /** The ratio ‖change of the weights‖ / ‖weights‖. */
  ratio?: number;
  step?: number;
  /** The saturated share of each of the gates. */
  saturated?: number;
  alpha?: number;
  dead?: number;
  /** The number of lags that the gradient reaches; null means all. */
  span?: number | null;
  /** The norm ‖R‖ of the recurrent layer. */
  recurrent?: number;
}

/** A look at a step of a network whose recurrent layer has 64 units. */
export function lookOf({
  ratio = 0.004,
  step = 100,
  saturated = 0,
  alpha,
  dead = 0,
  span,
  recurrent = 8,
}: Look = {}): StepInsightRecord {
  const update = (name: string, valueNorm: number) => ({
    ...{ name, valueNorm, gradientNorm: 0.5, updateNorm: valueNorm * ratio, updateRatio: ratio },
  });
  const gate = (variable: 'input-gate' | 'forget-gate') => ({
    ...{
      loop: '1',
      variable,
      activation: 'sigmoid',
      counts: [],
      min: 0,
      max: 1,
      low: saturated / 2,
      high: saturated / 2,
    },
  });
  const parabola = { variance: 0.01, lossBefore: 2, lossAfter: 2, slopeBefore: -1, slopeAfter: 0 };
  return {
    step,
    updates: [update('1.kernel', 10), update('1.recurrent', recurrent)],
    saturation: [gate('input-gate'), gate('forget-gate')],
    units: [{ layer: '1', activation: 'tanh', units: 64, dead, alwaysOn: 0 }],
    ...(alpha !== undefined && { parabola: { ...parabola, alpha } }),
    ...(span !== undefined && { gradientByLag: [{ loop: '1', state: 'h', lags: [0, 1], shares: [1, 0.5], span }] }),
  };
}

export function checkpointOf(epoch: number, validationLoss = 2.5 - 0.1 * epoch): RunFacts['checkpoints'][number] {
  return { id: `epoch-${epoch}`, step: 100 * epoch, epoch, validationLoss, restoredEpoch: null, reason: 'epoch' };
}

interface Measured {
  dependency?: number;
  bigram?: number;
  fiveGram?: number;
  samples?: NonNullable<NonNullable<DataMeasurements['leak']>['samples']>;
  overlap?: NonNullable<NonNullable<DataMeasurements['leak']>['overlap']>;
}

export function measuredOf({
  dependency,
  bigram,
  fiveGram,
  samples = undefined,
  overlap = undefined,
}: Measured): DataMeasurements {
  const loss = (order: 1 | 2 | 5, value: number) => ({ order, loss: value, discounts: [] });
  return {
    nGrams:
      bigram === undefined || fiveGram === undefined
        ? null
        : {
            models: [loss(1, bigram + 1), loss(2, bigram), loss(5, fiveGram)],
            trainingTokens: 90_000,
            predictions: 10_000,
          },
    dependency:
      dependency === undefined ? null : { length: dependency, mutualInformation: [], entropy: 3, threshold: 0.03 },
    leak: { samples: samples ?? null, overlap: overlap ?? null },
  };
}
