import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { RunView } from '../../db/run-table.ts';
import { preparationOf } from './preparation-of.ts';

/** Returns the names of what a network tells apart, in the order of its outputs; numbers from 1 where nobody knows them. */
export async function classNames(
  datasets: Datasets,
  run: Pick<RunView, 'model' | 'dataset_id' | 'preparation'>,
): Promise<string[]> {
  const preparation = preparationOf(run);
  if (preparation?.kind === 'sequences') return preparation.classes;
  const { layers } = JSON.parse(run.model) as ModelSpec;
  const count = layers.findLast((layer) => layer.type === 'dense')?.units ?? 0;
  return (await datasets.classes(run.dataset_id)) ?? Array.from({ length: count }, (_, n) => String(n + 1));
}
