import { ref, type Ref, type ShallowRef } from 'vue';
import type { GenerateInput } from '../../../../src-main/contract/writing/writing-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';

export interface WrittenPair {
  untouched: Readonly<Ref<string>>;
  held: Readonly<Ref<string>>;
  running: Readonly<Ref<boolean>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Writes twice from one seed: without the clamps, and with them. What was being written is given up. */
  write(input: GenerateInput): Promise<void>;
}

export function useWrittenPair(): WrittenPair {
  const { client } = useStudio();
  const untouched = ref('');
  const held = ref('');

  async function writeOne(input: GenerateInput, into: Ref<string>, signal: AbortSignal): Promise<void> {
    for await (const update of await client.playground.generate(input, { signal })) {
      if (signal.aborted) return;
      if (update.type === 'tokens') into.value += update.tokens.map(({ text }) => text).join('');
    }
  }

  const {
    run: write,
    isPending: running,
    error,
  } = useRestartableAction(async (signal, input: GenerateInput) => {
    untouched.value = '';
    held.value = '';
    await writeOne({ ...input, clamps: [] }, untouched, signal);
    await writeOne(input, held, signal);
  });
  return { untouched, held, running, error, write };
}
