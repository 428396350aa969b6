import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';

/** Which network is looked into: one of a run's checkpoints, or the run as it is now. */
export interface ShownNetwork {
  runId: string;
  checkpointId: string | null;
  live: boolean;
}

/** A place of the scrubber. */
export interface Stop {
  network: ShownNetwork;
  /** The checkpoint looked into, or null for the network as it is now. */
  checkpoint: CheckpointRecord | null;
}

export const networkKey = ({ runId, checkpointId, live }: ShownNetwork): string =>
  live ? `${runId} live` : `${runId} ${checkpointId}`;

/** Checkpoints, oldest first, then the training itself while it has a network in memory. */
export function stopsOf(run: RunRecord, checkpoints: readonly CheckpointRecord[]): Stop[] {
  const stops: Stop[] = checkpoints
    .toSorted((a, b) => a.step - b.step || a.createdAt - b.createdAt)
    .map((checkpoint) => ({
      network: { runId: run.id, checkpointId: checkpoint.id, live: false },
      checkpoint,
    }));
  if (run.state === 'running') {
    stops.push({ network: { runId: run.id, checkpointId: null, live: true }, checkpoint: null });
  }
  return stops;
}

/** The person's place among the stops: the last one, until another is chosen; it stays where it is when new ones come. */
export function useStops(stops: () => readonly Stop[]): {
  index: Ref<number>;
  stop: ComputedRef<Stop | null>;
} {
  const chosen = ref<string | null>(null);
  const at = computed(() => {
    const found = stops().findIndex(({ network }) => networkKey(network) === chosen.value);
    return found < 0 ? stops().length - 1 : found;
  });
  const index = computed({
    get: () => at.value,
    set: (value) => {
      const isLast = value === stops().length - 1;
      const stop = stops()[value];
      chosen.value = isLast || stop === undefined ? null : networkKey(stop.network);
    },
  });
  return { index, stop: computed(() => stops()[at.value] ?? null) };
}
