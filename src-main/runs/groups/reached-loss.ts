import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunRow } from '../../db/run-table.ts';
import { chanceLossOf } from '../outcomes/run-verdicts.ts';

/**
 * Returns the loss that a training reached: the best one on the validation part, or else the mean of its last epoch. A
 * training that diverged before either was measured has learnt nothing, and counts with the loss of its first step, or
 * of chance. Null means that it did not come to its end.
 */
export function reachedLoss(store: Store, row: RunRow): number | null {
  if (row.state !== 'finished' && row.state !== 'diverged') return null;
  const measured = row.best_validation_loss ?? row.train_loss;
  if (measured !== null || row.state === 'finished') return measured;
  const first = store.stepMetrics.listThinned(row.key, 0, 10, 1)[0]?.loss ?? null;
  return first ?? chanceLossOf(JSON.parse(row.model) as ModelSpec);
}
