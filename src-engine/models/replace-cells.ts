import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { CellType, RecurrentLayerSpec } from '../cells/index.ts';
import type { CellField } from '../cells/cell-facts.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { recurrentLayer } from './default-layers.ts';

/** The same stack with other cells: sizes, directions and all else that the cells share stay as they are. */
export function replaceCells(model: ModelSpec, type: CellType): ModelSpec {
  return { ...model, layers: model.layers.map((layer) => (isRecurrent(layer) ? withCell(layer, type) : layer)) };
}

function withCell(layer: RecurrentLayerSpec, type: CellType): RecurrentLayerSpec {
  if (layer.type === type) return layer;
  const before: Readonly<Record<string, CellField>> = cellFacts(layer.type).fields;
  const kept = Object.entries(layer).filter(([name]) => {
    const field = cellFacts(type).fields[name];
    return field !== undefined && field.kind === before[name]?.kind;
  });
  return recurrentLayer(type, layer.units, Object.fromEntries(kept));
}
