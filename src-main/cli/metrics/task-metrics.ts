import { metricValue, type Measured } from '../../../src-engine/losses/metric-value.ts';
import type { Task } from '../../../src-engine/spec/model-spec.ts';
import { type MetricFacts, type MetricName, taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord, RunUpdate } from '../../contract/runs/run-records.ts';
import { formatBits, formatLoss, formatPerplexity } from '../formats.ts';

type EpochRecord = RunUpdate['epochs'][number];

const names: Record<MetricName, string> = {
  loss: 'validation loss',
  perplexity: 'perplexity',
  bitsPerCharacter: 'bits/character',
  bitsPerWord: 'bits/word',
  bitsPerByte: 'bits/byte',
  accuracy: 'accuracy',
  f1Macro: 'F1 macro',
  f1Micro: 'F1 micro',
  precision: 'precision',
  recall: 'recall',
  entityF1: 'entity F1',
  entityPrecision: 'entity precision',
  entityRecall: 'entity recall',
  mae: 'MAE',
  rmse: 'RMSE',
  r2: 'R²',
  mase: 'MASE',
};

export const metricName = ({ name }: MetricFacts): string => names[name];

export function formatMetric({ unit }: MetricFacts, value: number): string {
  switch (unit) {
    case 'share':
      return `${(100 * value).toFixed(1)} %`;
    case 'choices':
      return formatPerplexity(Math.log(value));
    case 'bits':
      return formatBits(value);
    case 'nats':
    case 'squared':
    case 'value':
    case 'ratio':
      return formatLoss(value);
  }
}

/**
 * Returns all metrics of a run's task as an epoch measured them. A language model that holds nothing back is told by
 * its training loss.
 */
export function metricsOf(
  run: Pick<RunRecord, 'model' | 'unitsPerToken'>,
  { trainLoss, validationLoss, validationScores }: EpochRecord,
): { metric: MetricFacts; value: number | null }[] {
  const loss = taskFacts[run.model.task].outputsAre === 'tokens' ? (validationLoss ?? trainLoss) : validationLoss;
  return valuesOf(run, { loss, scores: validationScores });
}

/** Returns the metrics of the epoch with the best validation loss. */
export function bestMetricsOf(
  run: Pick<RunRecord, 'model' | 'unitsPerToken' | 'bestValidationLoss' | 'bestScores'>,
): { metric: MetricFacts; value: number | null }[] {
  return valuesOf(run, { loss: run.bestValidationLoss, scores: run.bestScores });
}

/** Returns the few metrics that a line about an epoch has room for. */
export function tellingMetrics(task: Task): MetricName[] {
  if (taskFacts[task].outputsAre === 'tokens') return ['perplexity', 'bitsPerCharacter'];
  const scores = taskFacts[task].metrics.filter(({ from }) => from === 'scores').map(({ name }) => name);
  const [main, second] = scores;
  return [main, main !== 'accuracy' && scores.includes('accuracy') ? 'accuracy' : second].filter(
    (name) => name !== undefined,
  );
}

/**
 * Returns a metric such as `entity F1 95.2 %`, bits and perplexities as they are usually written; null when it has no
 * value.
 */
export function describeMetric({ metric, value }: { metric: MetricFacts; value: number | null }): string | null {
  if (value === null) return null;
  const text = formatMetric(metric, value);
  return metric.unit === 'bits' ? `${text} ${metricName(metric)}` : `${metricName(metric)} ${text}`;
}

function valuesOf({ model, unitsPerToken }: Pick<RunRecord, 'model' | 'unitsPerToken'>, measured: Measured) {
  return taskFacts[model.task].metrics.map((metric) => ({
    metric,
    value: metricValue(metric, measured, unitsPerToken),
  }));
}
