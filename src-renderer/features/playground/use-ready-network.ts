import { watch } from 'vue';
import type { RunRecord } from '../../../src-main/contract/records.ts';
import { useStudio } from '../../client/studio.ts';

/** Has the network made ready before the first text is asked for, and again when it is another one. */
export function useReadyNetwork(run: () => RunRecord, checkpointId: () => string | null): void {
  const { client, connection, access } = useStudio();
  watch(
    // Without a checkpoint the best is meant, which may be the newest.
    [() => run().id, () => checkpointId() ?? run().checkpointCount, connection.generation],
    () => {
      if (!access.canUse.value) return;
      // A text makes it ready too, and tells what is wrong.
      client.playground.prepare({ runId: run().id, checkpointId: checkpointId() }).catch(() => undefined);
    },
    { immediate: true },
  );
}
