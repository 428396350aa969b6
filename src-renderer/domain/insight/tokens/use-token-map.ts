import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { TokenMapInput, TokenMapRecord } from '../../../../src-main/contract/insight/token-map-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';

interface TokenMapLook {
  map: Readonly<ShallowRef<TokenMapRecord | null>>;
  /** The share that is laid out, from 0 to 1, or null while nobody can tell. */
  progress: Readonly<Ref<number | null>>;
  isPending: Readonly<Ref<boolean>>;
  error: ShallowRef<unknown>;
  start(): void;
  cancel(): void;
}

/** Lays out the tokens of a network whenever `input` says another thing; null asks nothing. */
export function useTokenMap(input: () => Omit<TokenMapInput, 'live'> | null): TokenMapLook {
  const { client } = useStudio();
  const map = shallowRef<TokenMapRecord | null>(null);
  const progress = ref<number | null>(null);
  const mapping = useRestartableAction(async (signal, asked: Omit<TokenMapInput, 'live'>) => {
    map.value = null;
    progress.value = null;
    for await (const update of await client.insight.tokenMap(asked, { signal })) {
      if (signal.aborted) return;
      if (update.type === 'map') map.value = update.map;
      else progress.value = update.total === 0 ? null : update.done / update.total;
    }
  });
  const key = computed(() => JSON.stringify(input()));
  function start(): void {
    const asked = input();
    if (asked === null) mapping.cancel();
    else void mapping.run(asked);
  }
  watch(key, start, { immediate: true });
  return { map, progress, isPending: mapping.isPending, error: mapping.error, start, cancel: mapping.cancel };
}
