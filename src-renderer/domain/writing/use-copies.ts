import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { CopiesRecord } from '../../../src-main/contract/measurement-records.ts';
import { studioErrorOf } from '../../client/connection/errors.ts';
import { useStudio } from '../../client/studio.ts';
import { useRestartableAction } from '../../ui/use-action.ts';

export interface ComparedCopies {
  /** The copies in the present texts; null means that they have not been compared. */
  copies: Readonly<ShallowRef<CopiesRecord | null>>;
  isComparing: Readonly<Ref<boolean>>;
  /** `missing` means that the run came without the text that it was trained on. */
  failure: Readonly<ShallowRef<'missing' | 'failed' | null>>;
}

/**
 * Compares texts with those that the run was trained on, whenever the texts change; null means that nothing is
 * compared.
 */
export function useCopies(asked: () => { runId: string; texts: readonly string[] } | null): ComparedCopies {
  const { client } = useStudio();
  const copies = shallowRef<CopiesRecord | null>(null);
  const failure = shallowRef<'missing' | 'failed' | null>(null);
  const comparing = useRestartableAction(async (signal, runId: string, texts: readonly string[]) => {
    const found = await client.measurements.copies({ runId, texts: [...texts] }, { signal });
    if (comparing.isCurrent(signal)) copies.value = found;
  });
  watch(comparing.error, (error) => {
    if (error !== null) failure.value = studioErrorOf(error)?.code === 'dataset-missing' ? 'missing' : 'failed';
  });
  watch(
    () => JSON.stringify(asked()),
    () => {
      const wanted = asked();
      comparing.cancel();
      copies.value = null;
      failure.value = null;
      if (wanted !== null && wanted.texts.some((text) => text !== '')) void comparing.run(wanted.runId, wanted.texts);
    },
    { immediate: true },
  );
  return { copies, isComparing: comparing.isPending, failure };
}
