import { computed, shallowRef } from 'vue';
import { can } from '../../../../src-engine/tasks/facts.ts';
import { plainSampling } from '../../../../src-engine/spec/generation-spec.ts';
import { useStudio } from '../../../client/studio.ts';
import { networkPrompts, useBundledNetworks } from '../../../domain/networks/bundled-networks.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
import type { NextCharacter } from './next-characters.ts';

/** Asks a network that comes along, in the reader's language if there is one, what follows a text. */
export function useRealDistribution() {
  const { client, access } = useStudio();
  const networks = useBundledNetworks();
  const network = computed(() =>
    access.canUse.value ? (networks.offered.value?.find(({ task }) => can(task, 'generate')) ?? null) : null,
  );
  const answer = shallowRef<{ prompt: string; characters: NextCharacter[] } | null>(null);

  const asking = useRestartableAction(async (signal, prompt: string) => {
    if (network.value === null) return;
    const { id: runId } = await networks.open(network.value);
    const input = { runId, checkpointId: null, prompt, length: 1, sampling: plainSampling, clamps: [] };
    for await (const update of await client.playground.generate(input, { signal })) {
      if (update.type !== 'tokens' || !asking.isCurrent(signal)) continue;
      const characters = update.tokens[0]?.alternatives ?? [];
      answer.value = { prompt, characters: characters.filter(({ endsDocument }) => endsDocument !== true) };
    }
  });

  return {
    answer,
    ask: asking.run,
    isAsking: asking.isPending,
    error: asking.error,
    /** There is a network to ask. */
    canAsk: computed(() => network.value !== null),
    /** The beginning that the network goes on from where the person has written nothing. */
    usualPrompt: computed(() => (network.value === null ? '' : (networkPrompts[network.value.id] ?? ''))),
  };
}
