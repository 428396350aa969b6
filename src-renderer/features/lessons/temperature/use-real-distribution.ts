import { shallowRef } from 'vue';
import { plainSampling } from '../../../../src-engine/spec/generation-spec.ts';
import { useStudio } from '../../../client/studio.ts';
import { networkPrompts, useBundledNetworks } from '../../../domain/networks/bundled-networks.ts';
import { language } from '../../../locales/language.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
import type { NextCharacter } from './next-characters.ts';

const writers = { en: 'moby-dick-writer', ja: 'japanese-writer' } as const;

/** Asks the network that comes along in the reader's language what follows a text. */
export function useRealDistribution() {
  const { client } = useStudio();
  const networks = useBundledNetworks();
  const answer = shallowRef<{ prompt: string; characters: NextCharacter[] } | null>(null);

  const asking = useRestartableAction(async (signal, prompt: string) => {
    const network = networks.offered.value?.find(({ id }) => id === writers[language.value]);
    if (network === undefined) return;
    const { id: runId } = await networks.open(network);
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
    /** The beginning that the network goes on from where the person has written nothing. */
    usualPrompt: () => networkPrompts[writers[language.value]] ?? '',
  };
}
