import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { TriedFix } from '../../contract/groups/trial-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunRow } from '../../db/run-table.ts';
import { chanceLossOf } from '../outcomes/run-verdicts.ts';

/**
 * The network by which a training is judged: the `best` one of all its epochs, or the one that is `kept` when it ends,
 * which is the best one only where early stopping puts that back.
 */
export type JudgedNetwork = 'best' | 'kept';

/**
 * Returns the network by which a fix is judged. Early stopping leaves the best epoch as it is and changes what is kept,
 * so that by the best epoch it could never be a gain.
 */
export function judgedNetwork(fix: TriedFix): JudgedNetwork {
  const train = fix.kind === 'branch' ? fix.train : fix.changes.train;
  return train?.earlyStopping === undefined ? 'best' : 'kept';
}

/**
 * Returns the loss that a training reached: that of its judged network on the validation part, or else the mean of its
 * last epoch. A training that diverged before either was measured has learnt nothing, and counts with the loss of its
 * first step, or of chance. Null means that it did not come to its end.
 */
export function reachedLoss(store: Store, row: RunRow, judged: JudgedNetwork = 'best'): number | null {
  if (row.state !== 'finished' && row.state !== 'diverged') return null;
  const validated = judged === 'best' || putsBestBack(row) ? row.best_validation_loss : row.validation_loss;
  const measured = validated ?? row.train_loss;
  if (measured !== null || row.state === 'finished') return measured;
  const first = store.stepMetrics.listThinned(row.key, 0, 10, 1)[0]?.loss ?? null;
  return first ?? chanceLossOf(JSON.parse(row.model) as ModelSpec);
}

function putsBestBack({ state, train }: RunRow): boolean {
  return state === 'finished' && (JSON.parse(train) as TrainSpec).earlyStopping?.restoreBest === true;
}
