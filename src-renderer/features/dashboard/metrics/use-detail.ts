import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useStudio } from '../../../client/studio.ts';
import { createStepColumns, type StepColumns } from '../../../domain/training/run-metrics.ts';

const maxPoints = 8000;
/** A zoom is often followed by another one. */
const settleMs = 150;
/** Half-lives around the range from which the smoothed line still has something. */
const halfLivesAround = 8;

interface StepRange {
  from: number;
  to: number;
}

/**
 * All points of the part that is looked at, or as many as can be drawn; null until they are there, and where the run has no more than
 * what is shown anyway. `isThinned` says that the dashboard does not have every step.
 */
export function useDetail(
  runId: string,
  range: ComputedRef<StepRange | null>,
  isThinned: () => boolean,
  halfLife: () => number,
): Readonly<ShallowRef<StepColumns | null>> {
  const { client } = useStudio();
  const detail = shallowRef<{ columns: StepColumns; range: StepRange } | null>(null);
  let call = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(wanted: StepRange): Promise<void> {
    const own = ++call;
    const margin = halfLivesAround * halfLife();
    const afterStep = Math.max(0, Math.floor(wanted.from - margin) - 1);
    const answer = await client.runs
      .metrics({ runId, afterStep, lastStep: Math.ceil(wanted.to + margin) + 1, maxPoints })
      // The coarse points stay; the connection's own banner says why.
      .catch(() => null);
    if (own !== call || answer === null) return;
    const columns = createStepColumns();
    columns.append(answer.steps);
    detail.value = { columns, range: wanted };
  }

  watch([range, halfLife], ([wanted]) => {
    clearTimeout(timer);
    call++;
    if (wanted !== null && isThinned()) timer = setTimeout(() => void load(wanted), settleMs);
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    call = -1;
  });

  return computed(() => {
    const wanted = range.value;
    const known = detail.value;
    if (wanted === null || known === null) return null;
    return known.range.from <= wanted.from && known.range.to >= wanted.to ? known.columns : null;
  });
}
