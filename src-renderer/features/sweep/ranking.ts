import type { RunRecord } from '../../../src-main/contract/records.ts';
import { measured, measureOf, type Measure } from '../../domain/training/comparable-loss.ts';
import { sweptNames, sweptValuesOf, type SweptName, type SweptValue } from './sweep-settings.ts';

export interface RankedRun {
  run: RunRecord;
  values: Record<SweptName, SweptValue>;
  /** The best validation loss, or the last training loss where none of the runs has been validated; null before there is one. */
  loss: number | null;
  /** The same in the measure by which the runs are ranked; null where they cannot be. */
  figure: number | null;
}

export interface Ranking {
  measure: Measure;
  /** Best first, then those without a figure; in the order in which they were given where they cannot be ranked. */
  ranked: RankedRun[];
}

export function rankRuns(runs: readonly RunRecord[]): Ranking {
  const measure = measureOf(runs);
  const isValidated = runs.some(({ bestValidationLoss }) => bestValidationLoss !== null);
  const ranked = runs
    .map((run) => {
      const loss = isValidated ? run.bestValidationLoss : run.trainLoss;
      return { run, values: sweptValuesOf(run), loss, figure: measured(loss, run, measure) };
    })
    .sort((a, b) => (a.figure ?? Infinity) - (b.figure ?? Infinity) || 0);
  return { measure, ranked };
}

/** The settings that are not the same in all runs. */
export const variedNames = (ranked: readonly RankedRun[]): SweptName[] =>
  sweptNames.filter((name) => new Set(ranked.map(({ values }) => values[name])).size > 1);
