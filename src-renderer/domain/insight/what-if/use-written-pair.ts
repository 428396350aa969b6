import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { GenerateInput } from '../../../../src-main/contract/records.ts';
import { useStudio } from '../../../client/studio.ts';

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
  const running = ref(false);
  const error = shallowRef<unknown>(null);
  let controller = new AbortController();
  onScopeDispose(() => controller.abort());

  async function writeOne(input: GenerateInput, into: Ref<string>, signal: AbortSignal): Promise<void> {
    for await (const update of await client.playground.generate(input, { signal })) {
      if (signal.aborted) return;
      if (update.type === 'tokens') into.value += update.tokens.map(({ text }) => text).join('');
    }
  }

  return {
    untouched,
    held,
    running,
    error,
    async write(input) {
      controller.abort();
      const own = new AbortController();
      controller = own;
      untouched.value = '';
      held.value = '';
      error.value = null;
      running.value = true;
      try {
        await writeOne({ ...input, clamps: [] }, untouched, own.signal);
        await writeOne(input, held, own.signal);
      } catch (cause) {
        if (!own.signal.aborted) error.value = cause;
      } finally {
        if (own === controller) running.value = false;
      }
    },
  };
}
