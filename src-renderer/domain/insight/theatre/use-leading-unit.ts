import { computed, type ComputedRef } from 'vue';
import type { CellMatch } from '../../../../src-engine/spec/insight-spec.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { useLook } from '../../../client/queries/use-look.ts';
import { useStudio } from '../../../client/studio.ts';
import { explainedVariables } from '../../cells/cell-variables.ts';
import { recurrentLoops } from '../../cells/recurrent-loops.ts';
import { defaultProperty } from '../reading/default-property.ts';
import { isEmptyReading, type Reading } from '../reading/reading.ts';
import type { ShownNetwork } from '../reading/shown-network.ts';

/** A unit that follows something in the text, and what that is. */
interface LeadingUnit {
  match: CellMatch;
  property: ReturnType<typeof defaultProperty>;
}

/** A weaker correlation is no following. */
const weakest = 0.3;
const mostMatches = 200;

/** Looks for the unit that follows something in the text the closest; null while it is not known, where none does, and for numbers. */
export function useLeadingUnit(
  source: () => { run: RunRecord; network: ShownNetwork; reading: Reading },
): ComputedRef<LeadingUnit | null> {
  const { client } = useStudio();
  const { answer } = useLook(() => {
    const { network, reading } = source();
    const { text } = reading;
    if (text === null || isEmptyReading(reading)) return null;
    const property = defaultProperty(text);
    return {
      // Not anew for each step of a training, nor for each checkpoint: what is shown would jump from unit to unit.
      key: `${network.runId} ${text}`,
      live: false,
      ask: async (signal) => {
        const asked = { ...network, text, property: { kind: property }, count: mostMatches };
        return { text, property, matches: (await client.insight.cells(asked, { signal })).matches };
      },
    };
  });
  return computed(() => {
    const { run, reading } = source();
    if (answer.value === null || answer.value.text !== reading.text) return null;
    const layers = new Map(recurrentLoops(run.model).map(({ name, layer }) => [name, layer]));
    const match = answer.value.matches.find(({ loop, variable, correlation }) => {
      const layer = layers.get(loop);
      const isShown = layer !== undefined && explainedVariables(layer.type).some(({ name }) => name === variable);
      return isShown && Math.abs(correlation) >= weakest;
    });
    return match === undefined ? null : { match, property: answer.value.property };
  });
}
