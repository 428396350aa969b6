import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { CellType, RecurrentLayerSpec } from '../cells/index.ts';
import type { CellField } from '../cells/cell-facts.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { largestDivisor } from './check-values.ts';
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
  return withFittingDivisors(recurrentLayer(type, layer.units, Object.fromEntries(kept)));
}

/**
 * Returns the layer with fields that its units are a multiple of: those that are not become the largest divisor below
 * them.
 */
export function withFittingDivisors(layer: RecurrentLayerSpec): RecurrentLayerSpec {
  const values = new Map<string, unknown>(Object.entries(layer));
  const fitting = Object.entries(cellFacts(layer.type).fields)
    .filter(([, { kind }]) => kind === 'divisor')
    .map(([name]) => [name, largestDivisor(layer.units, Number(values.get(name)))]);
  return { ...layer, ...Object.fromEntries(fitting) };
}
