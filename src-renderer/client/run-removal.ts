import type { RunRecord } from '../../src-main/contract/records.ts';
import { useLocale } from '../locales/use-locale.ts';
import { showToast } from '../ui/toasts.ts';
import { useStudio } from './studio.ts';

/** Deletes runs in a way that can be taken back: they are gone from the screen at once, and from the disk when the toast goes. */
export function useRunRemoval(): (runs: readonly RunRecord[]) => Promise<void> {
  const { t, errorText } = useLocale();
  const { client, runList } = useStudio();

  const show = (ids: readonly string[]) => {
    runList.hidden.value = new Set([...runList.hidden.value].filter((id) => !ids.includes(id)));
  };

  async function deleteNow(ids: readonly string[]): Promise<void> {
    for (const runId of ids) {
      try {
        await client.runs.delete({ runId });
        runList.remove(runId);
      } catch (error) {
        showToast('failed', errorText(error));
      }
    }
    show(ids);
  }

  return async (runs) => {
    // Those that train stop at once: nobody waits for what they would still learn.
    for (const { id, state } of runs) {
      if (state === 'running') runList.put(await client.runs.stop({ runId: id }));
    }
    const ids = runs.map(({ id }) => id);
    runList.hidden.value = new Set([...runList.hidden.value, ...ids]);
    const text =
      runs.length === 1
        ? t('dashboard.deleted', { name: runs[0].name })
        : t('runs.deletedMany', { n: runs.length }, runs.length);
    showToast('done', text, {
      label: t('actions.undo'),
      run: () => show(ids),
      otherwise: () => void deleteNow(ids),
    });
  };
}
