import { GrowingColumns } from '../charts/growing-columns.ts';

const stepColumns = ['step', 'epoch', 'loss', 'gradientNorm', 'learningRate', 'tokensPerSecond', 'elapsedMs'] as const;
const epochColumns = ['step', 'epoch', 'trainLoss', 'validationLoss', 'validationAccuracy'] as const;

export type StepColumns = GrowingColumns<(typeof stepColumns)[number]>;

/** Everything measured in one run, as columns; outside Vue's reactivity. Missing validation values are NaN. */
export interface RunMetrics {
  steps: StepColumns;
  epochs: GrowingColumns<(typeof epochColumns)[number]>;
}

export const createStepColumns = (): StepColumns => new GrowingColumns(stepColumns);

export const createRunMetrics = (): RunMetrics => ({
  steps: createStepColumns(),
  epochs: new GrowingColumns(epochColumns),
});
