import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { can } from '../../src-engine/tasks/facts.ts';
import type { RunView } from '../db/run-table.ts';
import type { Store } from '../db/open-store.ts';

/**
 * Returns the number of tokens that a run's classifier reads of a text, which is that of its training; null when it
 * reads all, or came here without the data that it was trained on, so that nobody knows.
 */
export function longestTextOf(store: Store, run: Pick<RunView, 'model' | 'train' | 'dataset_id'>): number | null {
  const { task, input } = JSON.parse(run.model) as ModelSpec;
  if (!can(task, 'classify') || input.kind !== 'tokens') return null;
  const isKnown = /^[0-9a-f]{64}$/.test(store.datasets.get(run.dataset_id)?.hash ?? '');
  return isKnown ? (JSON.parse(run.train) as TrainSpec).sequenceLength : null;
}
