import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { RunView } from '../../db/run-table.ts';

/** Returns the preparation of a run's numbers over time; null where it reads none, or an older studio trained it. */
export function preparationOf({ preparation }: Pick<RunView, 'preparation'>): Preparation | null {
  return preparation === null ? null : (JSON.parse(preparation) as Preparation);
}
