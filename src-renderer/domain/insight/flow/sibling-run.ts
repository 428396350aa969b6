import { isRecurrent } from '../../../../src-engine/cells/index.ts';
import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { withoutId } from '../../../../src-engine/models/without-id.ts';

type Compared = Pick<RunRecord, 'id' | 'datasetId' | 'model' | 'train'>;

/** The parts of a layer that count when cells of all kinds are taken as equal. */
const kindless = (layer: LayerSpec) => (isRecurrent(layer) ? { units: layer.units } : withoutId(layer));

const cellTypes = ({ model }: Compared) =>
  model.layers
    .filter(isRecurrent)
    .map(({ type }) => type)
    .join();

const frame = ({ datasetId, model, train }: Compared) =>
  JSON.stringify([datasetId, model.task, model.layers.map(kindless), train]);

/** The first of the runs that differs from this one in the kind of its cells alone, as the pair of the vanishing gradient does. */
export function siblingOf<R extends Compared>(run: Compared, others: readonly R[]): R | null {
  const own = frame(run);
  return others.find((other) => frame(other) === own && cellTypes(other) !== cellTypes(run)) ?? null;
}
