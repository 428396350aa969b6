import { shallowRef, type Ref, type ShallowRef } from 'vue';
import type { CellMatch, CellProperty } from '../../../../src-engine/spec/insight-spec.ts';
import { useStudio } from '../../../client/studio.ts';
import type { PastCorrelation } from './since-checkpoint.ts';
import type { Stop } from '../reading/shown-network.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';

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
  const gathering = useRestartableAction(
    async (signal, ...[{ loop, variable, unit }, stops, text, property]: Parameters<CellHistory['gather']>) => {
      history.value = [];
      for (const { network, checkpoint } of stops) {
        if (checkpoint === null) continue;
        const input = { ...network, text, property, count: mostMatches };
        const { step, matches } = await client.insight.cells(input, { signal });
        if (signal.aborted) return;
        const match = matches.find((each) => each.loop === loop && each.variable === variable && each.unit === unit);
        history.value = [...history.value, { step, correlation: match?.correlation ?? null }];
      }
    },
  );
  const { run: gather, isPending: running, error } = gathering;

  return {
    history,
    running,
    error,
    gather,
    clear() {
      gathering.cancel();
      history.value = [];
      error.value = null;
    },
  };
}
