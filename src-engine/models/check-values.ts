import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { RecurrentLayerSpec } from '../cells/index.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import { layerTitle } from './model-problem.ts';
import type { ModelProblem } from './model-problem.ts';

/** Numbers outside of their range. */
export function checkValues(spec: ModelSpec): ModelProblem[] {
  const { input, layers } = spec;
  const inputSize =
    input.kind === 'tokens'
      ? checkSize(spec, null, 'vocabularySize', input.vocabularySize)
      : checkSize(spec, null, 'size', input.size);
  return [...inputSize, ...layers.flatMap((layer, index) => checkLayer(spec, layer, index))];
}

function checkLayer(spec: ModelSpec, layer: LayerSpec, index: number): ModelProblem[] {
  if (layer.type === 'embedding') return checkSize(spec, index, 'dim', layer.dim);
  if (layer.type === 'attention_pooling') return checkSize(spec, index, 'units', layer.units);
  if (layer.type === 'layer_norm') return checkEpsilon(spec, index, layer.epsilon);
  if (layer.type === 'dense') return checkSize(spec, index, 'units', layer.units);
  if (layer.type === 'dropout') return checkRate(spec, index, 'rate', layer.rate);
  if (!isRecurrent(layer)) return [];
  return [...checkSize(spec, index, 'units', layer.units), ...checkFields(spec, layer, index)];
}

/** The numbers among the fields that the cell's facts declare. */
function checkFields(spec: ModelSpec, layer: RecurrentLayerSpec, index: number): ModelProblem[] {
  const fields = Object.entries(cellFacts(layer.type).fields);
  const values = new Map<string, unknown>(Object.entries(layer));
  return fields.flatMap(([name, { kind }]) => {
    const value = values.get(name);
    if (typeof value !== 'number') return [];
    if (kind === 'share') return checkRate(spec, index, name, value);
    return kind === 'divisor' ? checkDivisor(spec, index, { name, value, units: layer.units }) : [];
  });
}

function checkSize(spec: ModelSpec, layer: number | null, field: string, value: number): ModelProblem[] {
  if (Number.isInteger(value) && value >= 1) return [];
  const subject = layer === null ? 'The input' : layerTitle(spec.layers, layer);
  return [
    {
      layer,
      code: 'size-out-of-range',
      message: `${subject} has the size ${value}; it must be a whole number of at least 1.`,
      values: { field, value },
      fix: { type: 'set', layer, field, value: Number.isFinite(value) ? Math.max(1, Math.round(value)) : 1 },
    },
  ];
}

function checkDivisor(
  spec: ModelSpec,
  layer: number,
  { name, value, units }: { name: string; value: number; units: number },
): ModelProblem[] {
  const problems = checkSize(spec, layer, name, value);
  if (problems.length > 0 || !Number.isInteger(units) || units < 1 || units % value === 0) return problems;
  return [
    {
      layer,
      code: 'units-not-divisible',
      message: `${layerTitle(spec.layers, layer)} has ${units} units, which is no multiple of ${value} (${name}).`,
      values: { field: name, value, units },
      fix: { type: 'set', layer, field: name, value: largestDivisor(units, value) },
    },
  ];
}

/** The largest divisor that is not above `most`. */
export function largestDivisor(of: number, most: number): number {
  let divisor = Math.min(of, most);
  while (of % divisor !== 0) divisor--;
  return divisor;
}

function checkRate(spec: ModelSpec, layer: number, field: string, value: number): ModelProblem[] {
  if (value >= 0 && value < 1) return [];
  return [
    {
      layer,
      code: 'dropout-out-of-range',
      message: `${layerTitle(spec.layers, layer)} drops a share of ${value}; it must be at least 0 and less than 1.`,
      values: { field, value },
      fix: { type: 'set', layer, field, value: value >= 1 ? 0.5 : 0 },
    },
  ];
}

function checkEpsilon(spec: ModelSpec, layer: number, value: number): ModelProblem[] {
  if (value > 0 && value <= 1) return [];
  return [
    {
      layer,
      code: 'size-out-of-range',
      message: `${layerTitle(spec.layers, layer)} has the epsilon ${value}; it must be above 0 and at most 1.`,
      values: { field: 'epsilon', value },
      fix: { type: 'set', layer, field: 'epsilon', value: 1e-5 },
    },
  ];
}
