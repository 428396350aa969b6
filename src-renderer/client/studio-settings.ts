import type { ComputedRef } from 'vue';
import type { StudioSettings } from '../../src-main/contract/settings-records.ts';
import { useStudio } from './studio.ts';
import { useQuery } from './queries/use-query.ts';

export interface SharedSettings {
  /** null until they are loaded. */
  settings: ComputedRef<StudioSettings | null>;
  error: ComputedRef<unknown>;
  reload(): Promise<void>;
  /** Rejects where the host refuses. */
  change(changes: Partial<StudioSettings>): Promise<void>;
}

/** The settings of the whole studio, which the host keeps. */
export function useStudioSettings(): SharedSettings {
  const { client, queries } = useStudio();
  const { data, error, reload, put } = useQuery(() => queries.settings.get.queryOptions());
  return {
    settings: data,
    error,
    reload,
    async change(changes) {
      put(await client.settings.set(changes));
    },
  };
}
