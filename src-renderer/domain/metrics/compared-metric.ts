import type { MetricFacts, MetricName } from '../../../src-engine/tasks/facts.ts';
import { measureOf, type ComparedRun } from '../training/comparable-loss.ts';
import { scoresOfTask } from './task-scores.ts';

/** The figure by which runs are compared. */
export type ComparedBy = MetricName | 'loss';

/** The scores by which runs can be compared beside their loss: those of their task, where the data and the tokens are the same. */
export function comparableScores(runs: readonly ComparedRun[]): MetricFacts[] {
  const [first] = runs;
  return first === undefined || measureOf(runs).by !== 'loss' ? [] : scoresOfTask(first.model.task);
}

/** The chosen one of them; null for the loss. */
export function chosenScore(scores: readonly MetricFacts[], by: ComparedBy): MetricFacts | null {
  return scores.find(({ name }) => name === by) ?? null;
}
