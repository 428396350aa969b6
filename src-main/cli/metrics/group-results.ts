import { meanInterval, type MeanInterval } from '../../contract/groups/mean-interval.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { formatLoss, formatTable } from '../formats.ts';

/** The repeats of one setting, and their results. */
interface GroupResult {
  id: string;
  name: string;
  runs: RunRecord[];
  /** The mean best loss of the runs that are over, see `lossOf`; null means that none of them has a loss yet. */
  loss: MeanInterval | null;
}

/** The best validation loss of a run that is over, or its training loss where nothing is held back. */
function lossOf({ outcome, bestValidationLoss, trainLoss }: RunRecord): number | null {
  return outcome === null ? null : (bestValidationLoss ?? trainLoss);
}

/** Returns the groups of repeats that these runs are in, in the order of their first runs. */
export function groupResults(runs: readonly RunRecord[]): GroupResult[] {
  const members = runs.filter(({ group }) => group !== null);
  return [...Map.groupBy(members, ({ group }) => group?.id ?? '')].map(([id, own]) => ({
    id,
    name: own[0]?.group?.name ?? '',
    runs: own,
    loss: meanInterval(own.flatMap((run) => lossOf(run) ?? [])),
  }));
}

/** An interval as 1.581 ± 0.012, with the half width of the 95 % interval; a single value has only the mean. */
function formatInterval({ mean, halfWidth }: MeanInterval): string {
  return halfWidth === null ? formatLoss(mean) : `${formatLoss(mean)} ± ${formatLoss(halfWidth)}`;
}

/** Describes groups for a person, one group a line. */
export function groupTable(groups: readonly GroupResult[]): string {
  const rows = groups.map(({ id, name, runs, loss }) => [
    id.slice(0, 8),
    name,
    `${loss?.count ?? 0}/${runs.length}`,
    loss === null ? '–' : formatInterval(loss),
    loss === null ? '–' : `${formatLoss(loss.least)}–${formatLoss(loss.most)}`,
  ]);
  return formatTable([['group', 'name', 'over', 'best loss, mean ± 95 %', 'least–most'], ...rows], [2]);
}

/** Returns one group as a line of JSON. */
export function groupLine({ id, name, runs, loss }: GroupResult): string {
  const kind = runs[0]?.group?.kind ?? 'seeds';
  const members = runs.map((run) => ({ runId: run.id, seed: run.train.seed, state: run.state, loss: lossOf(run) }));
  const interval =
    loss === null ? null : { ...loss, low: loss.mean - (loss.halfWidth ?? 0), high: loss.mean + (loss.halfWidth ?? 0) };
  return JSON.stringify({ type: 'group', groupId: id, name, kind, runs: members, loss: interval });
}
