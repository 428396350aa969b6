import { ref, watch, type Ref, type ShallowRef } from 'vue';
import type { StudioSettings } from '../../src-main/contract/settings-records.ts';
import { useStudio } from './studio.ts';
import { useQuery } from './queries/use-query.ts';

export interface SharedSettings {
  /** null until they are loaded. */
  settings: Readonly<Ref<StudioSettings | null>>;
  error: Readonly<ShallowRef<unknown>>;
  reload(): Promise<void>;
  /** Rejects where the host refuses. */
  change(changes: Partial<StudioSettings>): Promise<void>;
}

/** Counts the changes made in this window, so that every part of it shows the same. */
const changeCount = ref(0);

/** The settings of the whole studio, which the host keeps. */
export function useStudioSettings(): SharedSettings {
  const { client } = useStudio();
  const { data, error, reload } = useQuery(() => client.settings.get());
  watch(changeCount, reload);
  return {
    settings: data,
    error,
    reload,
    async change(changes) {
      data.value = await client.settings.set(changes);
      changeCount.value++;
    },
  };
}
