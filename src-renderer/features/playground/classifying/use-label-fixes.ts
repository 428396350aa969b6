import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { useStudio } from '../../../client/studio.ts';

export interface LabelFixes {
  /** By row of the dataset. */
  fixes: Readonly<ShallowRef<ReadonlyMap<number, string>>>;
  count: ComputedRef<number>;
  /** Takes the fix back where the label is the row's own. */
  set(row: number, label: string, own: string): void;
  clear(): void;
  /** A new dataset with them. What was trained on the old one stays as it is. */
  save(name: string): Promise<DatasetRecord>;
}

/** Labels of a run's dataset that a person found wrong, until they are kept. */
export function useLabelFixes(run: () => RunRecord): LabelFixes {
  const { client } = useStudio();
  const fixes = shallowRef<ReadonlyMap<number, string>>(new Map());
  const clear = () => (fixes.value = new Map());
  watch(() => run().datasetId, clear);

  return {
    fixes,
    count: computed(() => fixes.value.size),
    set(row, label, own) {
      const changed = new Map(fixes.value);
      if (label === own) changed.delete(row);
      else changed.set(row, label);
      fixes.value = changed;
    },
    clear,
    async save(name) {
      const labels = Array.from(fixes.value, ([row, label]) => ({ row, label }));
      const dataset = await client.datasets.relabel({ datasetId: run().datasetId, name, labels });
      clear();
      return dataset;
    },
  };
}
