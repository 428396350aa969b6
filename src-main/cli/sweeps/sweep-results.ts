import type { RunRecord } from '../../contract/runs/run-records.ts';
import { formatCount, formatLoss, formatTable } from '../formats.ts';
import { describeState } from '../metrics/describe-outcome.ts';
import type { SweptRun } from './plan-sweep.ts';

export interface SweepResult {
  run: RunRecord;
  values: SweptRun['values'];
}

/** The loss that the runs of a sweep are ranked by. */
const lossOf = ({ bestValidationLoss, trainLoss }: RunRecord): number | null => bestValidationLoss ?? trainLoss;

function ranked(results: readonly SweepResult[]): SweepResult[] {
  return results.toSorted((a, b) => (lossOf(a.run) ?? Infinity) - (lossOf(b.run) ?? Infinity) || 0);
}

/** Lists the runs of a sweep for a person, the best first. */
export function sweepTable(results: readonly SweepResult[]): string {
  const names = Object.keys(results[0]?.values ?? {}) as (keyof SweptRun['values'])[];
  const rows = ranked(results).map(({ run, values }) => [
    run.id.slice(0, 8),
    ...names.map((name) => String(values[name])),
    formatCount(run.step),
    formatLoss(lossOf(run)),
    describeState(run),
  ]);
  return formatTable([['run', ...names, 'steps', 'best loss', 'state'], ...rows]);
}

/** Returns the result of a sweep as a line of JSON, its runs ranked, the best first. */
export function sweepLine(name: string, sweepId: string | null, results: readonly SweepResult[]): string {
  const runs = ranked(results).map(({ run, values }) => ({
    runId: run.id,
    name: run.name,
    values,
    state: run.state,
    step: run.step,
    loss: lossOf(run),
  }));
  return JSON.stringify({ type: 'sweep', name, sweepId, runs, best: runs.find(({ loss }) => loss !== null) ?? null });
}
