import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Rival } from './facts.ts';

/**
 * Returns the training whose best validation loss is nearest to that of a run, among those with other settings on the
 * same data, tokens and split. Null means that there is none, or that nothing was repeated on this data, so that the
 * effect of the seeds is not known.
 */
export function findRival(store: Store, run: RunView): Rival | null {
  const loss = run.best_validation_loss;
  if (loss === null || run.state !== 'finished') return null;
  const isAlike = (row: RunView) =>
    row.state === 'finished' &&
    row.dataset_key === run.dataset_key &&
    row.analysis_key === run.analysis_key &&
    splitOf(row) === splitOf(run);
  const alike = store.runs.list().filter(isAlike);
  const seedDeviation = deviationOfRepeats(alike);
  const others = alike.filter((row) => row.key !== run.key && settingsOf(row) !== settingsOf(run));
  const losses = others.flatMap(({ best_validation_loss: other }) => other ?? []);
  const rivalLoss = losses.toSorted((a, b) => Math.abs(a - loss) - Math.abs(b - loss))[0];
  return seedDeviation === null || rivalLoss === undefined ? null : { loss, rivalLoss, seedDeviation };
}

/**
 * Returns the standard deviation of the losses within groups of repeats, pooled; null means that there are no repeats.
 */
function deviationOfRepeats(rows: readonly RunView[]): number | null {
  const groups = Map.groupBy(
    rows.filter(({ group_kind: kind }) => kind === 'seeds'),
    (row) => `${row.group_key} ${settingsOf(row)}`,
  );
  let squares = 0;
  let degreesOfFreedom = 0;
  for (const members of groups.values()) {
    const losses = members.flatMap(({ best_validation_loss: loss }) => loss ?? []);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    squares += losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
    degreesOfFreedom += Math.max(0, losses.length - 1);
  }
  return degreesOfFreedom === 0 ? null : Math.sqrt(squares / degreesOfFreedom);
}

function splitOf({ train }: RunView): string {
  const { validationFraction, batching } = JSON.parse(train) as TrainSpec;
  return JSON.stringify([validationFraction, batching]);
}

/** The settings of a run, except its seed. */
function settingsOf({ model, train }: RunView): string {
  return JSON.stringify([model, { ...(JSON.parse(train) as TrainSpec), seed: null }]);
}
