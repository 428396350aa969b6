import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { CellMatch, CellProperty } from '../../../../src-engine/spec/insight-spec.ts';
import { useStudio } from '../../../client/studio.ts';
import type { PastCorrelation } from './since-checkpoint.ts';
import type { Stop } from '../reading/shown-network.ts';

const mostMatches = 1000;

export interface CellHistory {
  /** Grows while it is gathered. */
  history: Readonly<ShallowRef<readonly PastCorrelation[]>>;
  running: Readonly<Ref<boolean>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Asks one checkpoint after the other, oldest first; what was being gathered is given up. */
  gather(
    unit: Omit<CellMatch, 'correlation'>,
    stops: readonly Stop[],
    text: string,
    property: CellProperty,
  ): Promise<void>;
  clear(): void;
}

/** Follows one unit's closeness to a property through the checkpoints of its run. */
export function useCellHistory(): CellHistory {
  const { client } = useStudio();
  const history = shallowRef<readonly PastCorrelation[]>([]);
  const running = ref(false);
  const error = shallowRef<unknown>(null);
  let controller = new AbortController();

  const clear = () => {
    controller.abort();
    history.value = [];
    running.value = false;
    error.value = null;
  };
  onScopeDispose(() => controller.abort());

  return {
    history,
    running,
    error,
    clear,
    async gather({ loop, variable, unit }, stops, text, property) {
      clear();
      const own = new AbortController();
      controller = own;
      running.value = true;
      try {
        for (const { network, checkpoint } of stops) {
          if (checkpoint === null) continue;
          const { signal } = own;
          const { step, matches } = await client.insight.cells(
            { ...network, text, property, count: mostMatches },
            { signal },
          );
          if (signal.aborted) return;
          const match = matches.find((each) => each.loop === loop && each.variable === variable && each.unit === unit);
          history.value = [...history.value, { step, correlation: match?.correlation ?? null }];
        }
      } catch (cause) {
        if (!own.signal.aborted) error.value = cause;
      } finally {
        if (own === controller) running.value = false;
      }
    },
  };
}
