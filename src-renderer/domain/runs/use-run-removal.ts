import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { useLocale } from '../../locales/use-locale.ts';
import { showToast } from '../../ui/messages/toasts.ts';
import { useStudio } from '../../client/studio.ts';

/** Deletes runs in a way that can be taken back. Those that train are stopped: nobody waits for what they would still learn. */
export function useRunRemoval(): (runs: readonly RunRecord[]) => Promise<void> {
  const { errorText } = useLocale();
  const { client, runList } = useStudio();

  async function remove({ id: runId }: RunRecord): Promise<void> {
    try {
      await client.runs.delete({ runId, stop: true });
      runList.remove(runId);
    } catch (error) {
      showToast('failed', errorText(error));
    }
  }

  return async (runs) => {
    await Promise.all(runs.map(remove));
  };
}
