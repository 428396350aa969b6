import type { RunRecord } from '../../../src-main/contract/records.ts';
import { sweptNames, sweptValuesOf, type SweptName, type SweptValue } from './sweep-settings.ts';

export interface RankedRun {
  run: RunRecord;
  values: Record<SweptName, SweptValue>;
  /** Best validation loss, or the last training loss where nothing is validated; null before either. */
  loss: number | null;
}

/** Best first; those without a loss last. */
export function rankRuns(runs: readonly RunRecord[]): RankedRun[] {
  return runs
    .map((run) => ({ run, values: sweptValuesOf(run), loss: run.bestValidationLoss ?? run.trainLoss }))
    .sort((a, b) => (a.loss ?? Infinity) - (b.loss ?? Infinity));
}

/** The settings that are not the same in all runs. */
export const variedNames = (ranked: readonly RankedRun[]): SweptName[] =>
  sweptNames.filter((name) => new Set(ranked.map(({ values }) => values[name])).size > 1);
