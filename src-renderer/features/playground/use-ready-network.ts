import { watch } from 'vue';
import type { WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../client/studio.ts';

/** Has the network made ready before the first text is asked for, and again when it is another one. */
export function useReadyNetwork(
  run: () => RunRecord,
  checkpointId: () => string | null,
  weights: () => WeightPrecision,
): void {
  const { client, connection, access } = useStudio();
  watch(
    // Without a checkpoint the best is meant, which may be the newest.
    [() => run().id, () => checkpointId() ?? run().checkpointCount, weights, connection.generation],
    () => {
      if (!access.canUse.value) return;
      // A text makes it ready too, and tells what is wrong.
      const model = { runId: run().id, checkpointId: checkpointId(), weights: weights() };
      client.playground.prepare(model).catch(() => undefined);
    },
    { immediate: true },
  );
}
