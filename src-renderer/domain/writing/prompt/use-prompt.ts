import { computed, ref, watch, type WritableComputedRef } from 'vue';
import { useStudio } from '../../../client/studio.ts';
import { isText, remembered } from '../../../ui/remembered.ts';
import { unreadableTokens } from './unreadable-tokens.ts';

/**
 * The prompt of a run. The one that was typed last follows to another run whose model can read every token of it; a run whose model cannot shows
 * the last prompt of its own instead, or none.
 */
export function usePrompt(runId: () => string): WritableComputedRef<string> {
  const { client } = useStudio();
  const last = remembered('playground.prompt', '', isText);
  const ownOf = (id: string) => remembered(`playground.prompt.${id}`, '', isText);
  const shown = ref('');
  /** Counts what was typed, and the runs that were come to. */
  let turn = 0;

  async function follow(id: string): Promise<void> {
    const own = ++turn;
    const text = last.value;
    shown.value = ownOf(id).value;
    if (text === '' || text === shown.value) return;
    if ((await unreadableTokens(client, id, text)).length === 0 && own === turn) shown.value = text;
  }
  watch(runId, follow, { immediate: true });

  return computed({
    get: () => shown.value,
    set(text) {
      turn++;
      shown.value = text;
      last.value = text;
      ownOf(runId()).value = text;
    },
  });
}
