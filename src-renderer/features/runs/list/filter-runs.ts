import type { RunRecord, RunState } from '../../../../src-main/contract/runs/run-records.ts';
import { describeModel } from '../../../domain/models/describe-model.ts';

export const groupings = ['none', 'dataset', 'model'] as const;
export type Grouping = (typeof groupings)[number];

export interface RunFilter {
  text: string;
  /** The value that runs must have, or null for all runs. */
  state: RunState | null;
}

/** The runs in which every word of the text occurs, in name, tags, notes, dataset or model. */
export function filterRuns(runs: readonly RunRecord[], { text, state }: RunFilter): RunRecord[] {
  const words = normalised(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return runs.filter((run) => {
    if (state !== null && run.state !== state) return false;
    const own = normalised([run.name, ...run.tags, run.notes, run.datasetName, describeModel(run.model)].join('\n'));
    return words.every((word) => own.includes(word));
  });
}

const normalised = (text: string) => text.normalize('NFKC').toLowerCase();

/** Returns what the runs of a group have in common; without a grouping all runs are one. */
export function groupKey(run: RunRecord, grouping: Grouping): string {
  if (grouping === 'none') return '';
  return grouping === 'dataset' ? run.datasetId : describeModel(run.model);
}

export type TableItem =
  | { kind: 'group'; key: string; label: string; count: number }
  /** The repeats of one setting, followed by their runs where these are shown. */
  | { kind: 'repeats'; key: string; id: string; runs: RunRecord[]; isExpanded: boolean }
  | { kind: 'run'; key: string; run: RunRecord; isMember?: boolean };

/**
 * Returns sorted runs as the rows of a table. Groups come in the order of their first runs, so that the best group is
 * on top, and so do repeats of one setting, whose runs are shown where `expanded` has the id of their group.
 */
export function tableItems(
  runs: readonly RunRecord[],
  grouping: Grouping,
  expanded: ReadonlySet<string> = new Set(),
): TableItem[] {
  if (grouping === 'none') return folded(runs, expanded);
  const groups = Map.groupBy(runs, (run) => groupKey(run, grouping));
  return [...groups].flatMap(([key, members]) => [
    {
      kind: 'group',
      key: `group ${key}`,
      label: grouping === 'dataset' ? members[0].datasetName : key,
      count: members.length,
    },
    ...folded(members, expanded),
  ]);
}

function folded(runs: readonly RunRecord[], expanded: ReadonlySet<string>): TableItem[] {
  return [...Map.groupBy(runs, ({ id, group }) => group?.id ?? id)].flatMap(([id, members]): TableItem[] => {
    const isMember = members.length > 1;
    const rows = members.map((run): TableItem => ({ kind: 'run', key: run.id, run, isMember }));
    if (!isMember) return rows;
    const isExpanded = expanded.has(id);
    const row: TableItem = { kind: 'repeats', key: `repeats ${id}`, id, runs: members, isExpanded };
    return isExpanded ? [row, ...rows] : [row];
  });
}
