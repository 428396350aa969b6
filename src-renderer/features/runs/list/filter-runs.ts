import type { RunRecord, RunState } from '../../../../src-main/contract/records.ts';
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
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return runs.filter((run) => {
    if (state !== null && run.state !== state) return false;
    const own = folded([run.name, ...run.tags, run.notes, run.datasetName, describeModel(run.model)].join('\n'));
    return words.every((word) => own.includes(word));
  });
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Returns what the runs of a group have in common; without a grouping all runs are one. */
export function groupKey(run: RunRecord, grouping: Grouping): string {
  if (grouping === 'none') return '';
  return grouping === 'dataset' ? run.datasetId : describeModel(run.model);
}

export type TableItem =
  { kind: 'group'; key: string; label: string; count: number } | { kind: 'run'; key: string; run: RunRecord };

/** Sorted runs as the rows of a table. Groups come in the order of their first runs, so that the best group is above. */
export function tableItems(runs: readonly RunRecord[], grouping: Grouping): TableItem[] {
  const item = (run: RunRecord): TableItem => ({ kind: 'run', key: run.id, run });
  if (grouping === 'none') return runs.map(item);
  const groups = Map.groupBy(runs, (run) => groupKey(run, grouping));
  return [...groups].flatMap(([key, members]) => [
    {
      kind: 'group',
      key: `group ${key}`,
      label: grouping === 'dataset' ? members[0].datasetName : key,
      count: members.length,
    },
    ...members.map(item),
  ]);
}
