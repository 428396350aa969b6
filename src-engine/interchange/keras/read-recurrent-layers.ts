import type { CellType, RecurrentLayerSpec } from '../../cells/index.ts';
import type { KerasCell } from '../../cells/keras-cell.ts';
import { recurrentLayer } from '../../models/default-layers.ts';
import { cellShapes } from '../cell-shapes.ts';
import type { ParameterTensor } from '../trained-model.ts';
import { filled, matrixExtents, ofShape } from './checked-tensors.ts';
import { hardSigmoidAsKeras } from './hard-sigmoid.ts';
import { cellOfClass } from './keras-cells.ts';
import { namedVariables } from './keras-file.ts';
import { functionName, unsupported, type KerasReading } from './keras-reading.ts';
import { readDropout } from './read-plain-layers.ts';
import { innerLayer, textOf, type DescribedLayer } from './read-keras-chain.ts';
import type { Direction } from './variable-name.ts';

/** A layer as it stands alone, or the one of a Bidirectional layer that reads forward. */
type CellLayer = ReturnType<typeof innerLayer>;

export function readRecurrent(reading: KerasReading, layer: DescribedLayer): void {
  addRecurrent(reading, layer, layer, null);
}

export function readBidirectional(reading: KerasReading, layer: DescribedLayer): void {
  const { config, name } = layer;
  const merge = config['merge_mode'] ?? 'concat';
  if (merge !== 'concat' && merge !== 'sum')
    throw unsupported(name, `merge_mode=${textOf(merge)}`, `joins its directions by ${textOf(merge)}`);
  const forward = innerLayer(config['layer']);
  const other = config['backward_layer'] ?? null;
  const backward = other === null ? null : innerLayer(other);
  if (backward !== null && sameParts.some((part) => textOf(backward.config[part]) !== textOf(forward.config[part])))
    throw unsupported(name, 'backward_layer', 'has two directions that differ');
  addRecurrent(reading, layer, forward, merge);
}

const sameParts = ['units', 'activation', 'recurrent_activation', 'use_bias', 'return_sequences', 'reset_after'];

function addRecurrent(
  reading: KerasReading,
  layer: DescribedLayer,
  { className, config }: CellLayer,
  merge: 'concat' | 'sum' | null,
): void {
  const { name } = layer;
  const known = cellOfClass(className);
  if (known === null) throw unsupported(name, textOf(className), `is of the kind ${textOf(className)}`);
  const hasBias = config['use_bias'] !== false;
  const directions: (Direction | null)[] = merge === null ? [null] : ['forward', 'backward'];
  const variables = directions.map((direction) => cellVariables(reading, layer, hasBias, direction));
  const [{ kernel, recurrent }] = variables;
  const [units] = matrixExtents(name, recurrent);
  const spec = recurrentSpec(name, known, config, units, merge);
  const [inputs] = matrixExtents(name, kernel);
  reading.enter(name, inputs);
  if (reading.layers.length > 0) readDropout(reading, config['dropout']);
  const shapes = cellShapes(spec, inputs);
  const parameters: Record<string, ParameterTensor> = {};
  directions.forEach((direction, n) => {
    const prefix = direction === null ? '' : `${direction}.`;
    for (const part of ['kernel', 'recurrent', 'bias'] as const) {
      const shape = shapes.get(part) ?? [];
      const tensor = ofShape(name, variables[n][part] ?? filled(shape, 0), shape);
      parameters[prefix + part] = reading.file.isKeras3 ? hardSigmoidAsKeras.ownWeights(spec, tensor) : tensor;
    }
  });
  reading.add(spec, parameters);
  reading.width = units * (merge === 'concat' ? 2 : 1);
}

function cellVariables(reading: KerasReading, layer: DescribedLayer, hasBias: boolean, direction: Direction | null) {
  const names = ['kernel', 'recurrent_kernel', ...(hasBias ? ['bias'] : [])];
  const [kernel, recurrent, bias] = namedVariables(reading.file, layer, names, direction);
  return { kernel, recurrent, bias: hasBias ? bias : null };
}

function recurrentSpec(
  name: string,
  { type, cell }: { type: CellType; cell: KerasCell },
  config: Record<string, unknown>,
  units: number,
  bidirectional: 'concat' | 'sum' | null,
): RecurrentLayerSpec {
  if (config['go_backwards'] === true) throw unsupported(name, 'go_backwards=True', 'reads backwards');
  if (config['time_major'] === true) throw unsupported(name, 'time_major=True', 'takes time before the batch');
  const own = cell.read({
    config,
    activation: () => cellActivation(name, config['activation']),
    recurrentActivation: () => gateActivation(name, config['recurrent_activation']),
    recurrentDropout: () => (typeof config['recurrent_dropout'] === 'number' ? config['recurrent_dropout'] : 0),
    refusal: (detail, what) => unsupported(name, detail, what),
  });
  return recurrentLayer(type, units, { bidirectional, returnSequences: config['return_sequences'] === true, ...own });
}

function cellActivation(name: string, value: unknown): 'tanh' | 'softsign' | 'relu' {
  const activation = functionName(value ?? 'tanh');
  if (activation === 'tanh' || activation === 'softsign' || activation === 'relu') return activation;
  throw unsupported(name, textOf(value), `uses the activation ${textOf(value)}`);
}

function gateActivation(name: string, value: unknown): 'sigmoid' | 'hard_sigmoid' {
  const activation = functionName(value ?? 'sigmoid');
  if (activation === 'sigmoid' || activation === 'hard_sigmoid') return activation;
  throw unsupported(name, textOf(value), `uses the gate activation ${textOf(value)}`);
}
