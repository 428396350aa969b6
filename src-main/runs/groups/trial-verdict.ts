import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { KnownVariance, SeedPair } from '../../contract/groups/difference.ts';
import { judgeFix, type FixVerdict } from '../../contract/groups/fix-verdict.ts';
import { varianceOf } from '../../contract/groups/mean-interval.ts';
import type { FixTrial, TriedFix } from '../../contract/groups/trial-records.ts';
import type { FixTrialView } from '../../db/groups/fix-trial-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { judgedNetwork, reachedLoss, type JudgedNetwork } from './reached-loss.ts';
import { trialRecord } from './trial-record.ts';

type Pairs = FixTrial['pairs'];

/**
 * Judges a fix by the pairs in which both trainings reached a loss; null means that there are fewer than two of them.
 */
export const trialVerdict = (pairs: Pairs, earlier: readonly KnownVariance[]): FixVerdict | null =>
  judgeFix(measuredPairs(pairs), earlier);

const measuredPairs = (pairs: Pairs): SeedPair[] =>
  pairs.flatMap(({ before, after }) =>
    before.loss === null || after.loss === null ? [] : [{ before: before.loss, after: after.loss }],
  );

/**
 * Returns the variances over seeds of the difference between two trainings of the same model on the same data, as long
 * as those of this trial, from earlier results: other trials, and repeats of a run, where two seeds differ by twice the
 * variance of one.
 */
export function earlierVariances(store: Store, trial: FixTrialView): KnownVariance[] {
  const judged = judgedBy(trial);
  const trials = store.fixTrials
    .alike(trial)
    .filter((other) => other.steps === trial.steps && other.verdict !== null && judgedBy(other) === judged)
    .map((other) => measuredPairs(trialRecord(store, other).pairs))
    .map((pairs) => pairs.map(({ before, after }) => after - before));
  const groups = repeatsAlike(store, trial, judged).map((losses) => losses.map((loss) => loss * Math.SQRT2));
  return [...trials, ...groups]
    .filter(({ length }) => length >= 2)
    .map((values) => ({ variance: varianceOf(values), degreesOfFreedom: values.length - 1 }));
}

const judgedBy = ({ fix }: FixTrialView): JudgedNetwork => judgedNetwork(JSON.parse(fix) as TriedFix);

/** The losses of each group of repeats that has the model, the data and the length of a trial. */
function repeatsAlike(
  store: Store,
  { model, dataset_key: datasetKey, steps }: FixTrialView,
  judged: JudgedNetwork,
): number[][] {
  const isAlike = (row: RunView) =>
    row.group_kind === 'seeds' && row.state === 'finished' && row.model === model && row.dataset_key === datasetKey;
  const rows = store.runs.list().filter((row) => isAlike(row) && row.step === steps);
  const groups = Map.groupBy(rows, (row) => `${row.group_key} ${settingsOf(row)}`);
  return [...groups.values()].map((members) => members.flatMap((row) => reachedLoss(store, row, judged) ?? []));
}

/** The settings of a training except its seed, sorted by name. */
function settingsOf({ train }: RunView): string {
  const settings = Object.entries({ ...(JSON.parse(train) as TrainSpec), seed: null });
  return JSON.stringify(settings.toSorted(([a], [b]) => a.localeCompare(b)));
}
