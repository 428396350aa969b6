import type { MetricName } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord, RunUpdate } from '../../../src-main/contract/runs/run-records.ts';
import { scoreNames } from '../metrics/task-scores.ts';
import { GrowingColumns } from '../../charts/lines/growing-columns.ts';

const stepColumns = ['step', 'epoch', 'loss', 'gradientNorm', 'learningRate', 'tokensPerSecond', 'elapsedMs'] as const;
const epochColumns = ['step', 'epoch', 'trainLoss', 'validationLoss'] as const;

export type StepColumns = GrowingColumns<(typeof stepColumns)[number]>;

/** Everything measured in one run, as columns; outside Vue's reactivity. Missing validation values are NaN. */
export interface RunMetrics {
  steps: StepColumns;
  /** With the scores of its task. */
  epochs: GrowingColumns<(typeof epochColumns)[number] | MetricName>;
}

/** A run with what was measured of it. */
export interface MeasuredRun {
  run: RunRecord;
  metrics: RunMetrics;
}

export const createStepColumns = (): StepColumns => new GrowingColumns(stepColumns);

/** A window that is open for days must not gather every step; the host has them, for whoever zooms in. */
const mostSteps = 40_000;

/** Takes in what comes after, or again. */
export function addMetrics(metrics: RunMetrics, { steps, epochs }: Pick<RunUpdate, 'steps' | 'epochs'>): void {
  metrics.steps.append(steps);
  while (metrics.steps.length > mostSteps) metrics.steps.halve('loss');
  // Steps that come again come before their epochs' ends.
  if (steps.length > 0) metrics.epochs.dropFrom(steps[0].step);
  metrics.epochs.append(epochs.map(rowOf));
}

export const createRunMetrics = (): RunMetrics => ({
  steps: createStepColumns(),
  epochs: new GrowingColumns([...epochColumns, ...scoreNames]),
});

function rowOf({ validationScores, ...epoch }: RunUpdate['epochs'][number]) {
  return { ...epoch, ...validationScores };
}
