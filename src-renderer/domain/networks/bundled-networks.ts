import { computed, watch, type ComputedRef } from 'vue';
import type { BundledNetwork } from '../../../src-main/contract/network-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { useQuery } from '../../client/queries/use-query.ts';
import { useStudio } from '../../client/studio.ts';
import type { en } from '../../locales/en/index.ts';
import { language } from '../../locales/language.ts';
import { useLocale } from '../../locales/use-locale.ts';

interface BundledNetworks {
  /** Networks that the person has not removed, those of the person's language first; null until they are loaded. */
  offered: ComputedRef<BundledNetwork[] | null>;
  removed: ComputedRef<BundledNetwork[]>;
  error: ComputedRef<unknown>;
  reload(): Promise<void>;
  nameOf(network: BundledNetwork): string;
  /** Returns the network's run, which every window then knows. */
  open(network: BundledNetwork): Promise<RunRecord>;
  remove(network: BundledNetwork): Promise<void>;
}

/** The trained networks that come along with the studio. */
export function useBundledNetworks(): BundledNetworks {
  const { client, queries, runList } = useStudio();
  const { t } = useLocale();
  const networks = useQuery(() => queries.networks.list.queryOptions());
  const isForeign = (network: BundledNetwork) => Number(network.language !== language.value);

  // They are opened and deleted elsewhere too.
  watch(
    () =>
      runList.runs.value
        ?.filter(({ bundledNetwork }) => bundledNetwork !== null)
        .map(({ id }) => id)
        .join(),
    () => void networks.reload(),
  );

  const nameOf = ({ id }: BundledNetwork) => t(`networks.${id as NetworkId}.name`);
  return {
    offered: computed(
      () =>
        networks.data.value?.filter(({ isRemoved }) => !isRemoved).toSorted((a, b) => isForeign(a) - isForeign(b)) ??
        null,
    ),
    removed: computed(() => networks.data.value?.filter(({ isRemoved }) => isRemoved) ?? []),
    error: networks.error,
    reload: networks.reload,
    nameOf,
    async open(network) {
      const run = await client.networks.open({ networkId: network.id, name: nameOf(network) });
      runList.put(run);
      return run;
    },
    async remove({ id, runId }) {
      await client.networks.remove({ networkId: id });
      if (runId !== null) runList.remove(runId);
      await networks.reload();
    },
  };
}

/** Networks whose texts the studio has in each language. */
export type NetworkId = Extract<keyof typeof en.networks, `${string}-${string}`>;

/** The beginnings that networks go on from; those that write nothing have none. */
export const networkPrompts: Readonly<Record<string, string>> = {
  'moby-dick-writer': 'Call me ',
  'japanese-writer': 'ある日、',
};
