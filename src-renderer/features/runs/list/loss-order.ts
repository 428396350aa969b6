import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { measureOf, type Measure } from '../../../domain/training/comparable-loss.ts';
import { type Grouping, groupKey } from './filter-runs.ts';
import type { RunColumnId } from './run-columns.ts';

const bitsColumns: readonly RunColumnId[] = ['bits', 'bitsPerWord', 'bitsPerByte'];
const lossColumns: ReadonlySet<string> = new Set<RunColumnId>(['best', 'last', 'trainLoss', ...bitsColumns]);

/** Why runs sorted by this column are no ranking, within a group or all together; null where they are one, or it is no column of losses. */
export function whyNoRanking(
  runs: readonly RunRecord[],
  grouping: Grouping,
  column: string,
): Extract<Measure, { by: null }>['reason'] | 'tokens' | null {
  if (!lossColumns.has(column)) return null;
  const groups = Map.groupBy(runs, (run) => groupKey(run, grouping));
  for (const members of groups.values()) {
    const measure = measureOf(members);
    if (measure.by === null) return measure.reason;
    if (measure.by === 'bits' && !bitsColumns.some((bits) => bits === column)) return 'tokens';
  }
  return null;
}
