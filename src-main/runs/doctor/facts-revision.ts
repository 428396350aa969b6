import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';

/** The number of times that the steps of a run count as new while their number doubles. */
const timesPerDoubling = 4;

/**
 * Returns a text that changes when there is something new for the rules to judge a run by: its state, an epoch, a
 * checkpoint, a look at its weights, or a telling number of steps. A run that trains has a new step many times a second,
 * and to gather all its facts for each of them would take the time of the host.
 */
export function factsRevision(store: Store, row: RunView): string {
  const steps = row.state === 'running' ? Math.floor(timesPerDoubling * Math.log2(row.step + 1)) : `= ${row.step}`;
  const { state, epoch, train_loss: ofLastEpoch } = row;
  const look = store.stepInsights.lastStep(row.key);
  return [state, epoch, ofLastEpoch, look, store.checkpoints.last(row.key)?.id, steps].join(' ');
}
