import type { MetricFacts } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { bitsPerCharacter, measured, measureOf, type Measure } from '../../domain/training/comparable-loss.ts';
import { sweptNames, sweptValuesOf, type SweptName, type SweptValue } from '../../../src-engine/sweeps/swept-values.ts';

export interface RankedRun {
  run: RunRecord;
  values: Record<SweptName, SweptValue>;
  /** The best validation loss, or the last training loss where none of the runs has been validated; null before there is one. */
  loss: number | null;
  /** The loss in bits per character; null means that it has no such unit. */
  bits: number | null;
  /** The figure that ranks the runs: their loss in a shared measure, or a score; null where they cannot be ranked, or have none. */
  figure: number | null;
}

export interface Ranking {
  measure: Measure;
  /** The score by which they are ranked; null for their loss. */
  score: MetricFacts | null;
  /** Best first, then those without a figure; in the order in which they were given where they cannot be ranked. */
  ranked: RankedRun[];
}

export function rankRuns(runs: readonly RunRecord[], score: MetricFacts | null = null): Ranking {
  const measure = measureOf(runs);
  const isValidated = runs.some(({ bestValidationLoss }) => bestValidationLoss !== null);
  /** Smaller is better; what has no figure comes last. */
  const orderOf = ({ figure }: RankedRun) =>
    figure === null ? Infinity : score?.better === 'higher' ? -figure : figure;
  const ranked = runs
    .map((run): RankedRun => {
      const loss = isValidated ? run.bestValidationLoss : run.trainLoss;
      const figure = score === null ? measured(loss, run, measure) : (run.bestScores[score.name] ?? null);
      return { run, values: sweptValuesOf(run), loss, bits: bitsPerCharacter(loss, run), figure };
    })
    .sort((a, b) => orderOf(a) - orderOf(b) || 0);
  return { measure, score, ranked };
}

/** The settings that are not the same in all runs. */
export const variedNames = (ranked: readonly RankedRun[]): SweptName[] =>
  sweptNames.filter((name) => new Set(ranked.map(({ values }) => values[name])).size > 1);
