import { taskFacts, type MetricFacts, type MetricName } from '../../../src-engine/tasks/facts.ts';
import { taskNames, type Task } from '../../../src-engine/spec/model-spec.ts';
import type { Term } from '../../ui/words.ts';

/** The metrics of a task that are measured, and not told from the loss; the most telling first. */
export function scoresOfTask(task: Task): MetricFacts[] {
  return taskFacts[task].metrics.filter(({ from }) => from === 'scores');
}

/** All such metrics, of whatever task. */
export const scoreNames: readonly MetricName[] = [
  ...new Set(taskNames.flatMap((task) => scoresOfTask(task).map(({ name }) => name))),
];

/** Metrics that one chart can show: of one unit, and better in one direction. */
export function groupsOfScores(task: Task): MetricFacts[][] {
  const groups = Map.groupBy(scoresOfTask(task), ({ unit, better }) => `${unit} ${better}`);
  return [...groups.values()];
}

/** The explanation of a metric. */
export const termOfMetric: Record<MetricName, Term> = {
  loss: 'validation',
  perplexity: 'perplexity',
  bitsPerCharacter: 'bitsPerCharacter',
  bitsPerWord: 'bitsPerWord',
  bitsPerByte: 'bitsPerByte',
  accuracy: 'accuracy',
  f1Macro: 'f1Macro',
  f1Micro: 'f1Micro',
  precision: 'precision',
  recall: 'recall',
  entityF1: 'entityF1',
  entityPrecision: 'entityPrecision',
  entityRecall: 'entityRecall',
  mae: 'mae',
  rmse: 'rmse',
  r2: 'r2',
  mase: 'mase',
};
