import { dense, dropout } from '../../models/default-layers.ts';
import type { Activation } from '../../spec/model-spec.ts';
import { filled, matrixExtents, ofShape } from './checked-tensors.ts';
import { hardSigmoidAsKeras } from './hard-sigmoid.ts';
import { namedVariables } from './keras-file.ts';
import { functionName, unsupported, type KerasReading } from './keras-reading.ts';
import { innerLayer, textOf, type DescribedLayer } from './read-keras-chain.ts';

/*
 * Reads layers without recurrence. Each function adds the engine's counterpart of its layer, which may be nothing, and
 * throws KerasError where the engine has nothing like it.
 */

/** Dropout is without effect before the first layer that there is, and after rows of 0 and 1. */
export function readDropout(reading: KerasReading, rate: unknown): void {
  const before = reading.layers.at(-1);
  if (typeof rate !== 'number' || !(rate > 0 && rate < 1)) return;
  if (before !== undefined && before.spec.type !== 'one_hot') reading.add(dropout(rate));
}

export function readEmbedding(reading: KerasReading, layer: DescribedLayer): void {
  if (reading.input !== null) throw unsupported(layer.name, 'Embedding', 'is an Embedding that is not the first layer');
  const [table] = namedVariables(reading.file, layer, ['embeddings']);
  const [rows, dim] = matrixExtents(layer.name, table);
  const padding = reading.file.isPadded ? 1 : 0;
  const size = rows - padding;
  const values = table.values.slice(padding * dim);
  const isTrainable = layer.config['trainable'] !== false;
  reading.input = { kind: 'ids', size };
  reading.width = dim;
  if (!isTrainable && size === dim && isIdentity(values, size)) reading.add({ type: 'one_hot' });
  else
    reading.add(
      { type: 'embedding', dim, trainable: isTrainable, initializer: 'uniform' },
      { weights: { shape: [size, dim], values } },
    );
}

function isIdentity(values: Float32Array, size: number): boolean {
  return values.every((value, n) => value === (n % (size + 1) === 0 ? 1 : 0));
}

/** `config` is that of the Dense layer, which may be within a TimeDistributed one. */
export function readDense(reading: KerasReading, layer: DescribedLayer, config = layer.config): void {
  const hasBias = config['use_bias'] !== false;
  const [kernel, bias] = namedVariables(reading.file, layer, hasBias ? ['kernel', 'bias'] : ['kernel']);
  const [rows, units] = matrixExtents(layer.name, kernel);
  reading.enter(layer.name, rows);
  reading.add(dense(units), { kernel, bias: ofShape(layer.name, hasBias ? bias : filled([units], 0), [units]) });
  reading.width = units;
  readActivation(reading, layer.name, config['activation'] ?? 'linear');
}

export function readTimeDistributed(reading: KerasReading, layer: DescribedLayer): void {
  const { className, config } = innerLayer(layer.config['layer']);
  const inner = textOf(className);
  if (className !== 'Dense') throw unsupported(layer.name, `TimeDistributed(${inner})`, `repeats ${inner} over time`);
  readDense(reading, layer, config);
}

/** Reads a layer normalisation. Its scale may be missing, which means 1, and so may its shift, which means 0. */
export function readLayerNorm(reading: KerasReading, layer: DescribedLayer): void {
  const { config, name } = layer;
  const axes = [config['axis'] ?? -1].flat();
  if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== 2))
    throw unsupported(name, `axis=${textOf(config['axis'])}`, 'normalises over other axes than the last');
  if (reading.width === null) throw unsupported(name, 'LayerNormalization', 'normalises the input itself');
  const shape = [reading.width];
  const names = [...(config['scale'] === false ? [] : ['gamma']), ...(config['center'] === false ? [] : ['beta'])];
  const found = new Map(namedVariables(reading.file, layer, names).map((tensor, n) => [names[n], tensor]));
  const variable = (part: string, otherwise: number) =>
    ofShape(name, found.get(part) ?? filled(shape, otherwise), shape);
  const epsilon = typeof config['epsilon'] === 'number' ? config['epsilon'] : 1e-3;
  reading.add({ type: 'layer_norm', epsilon }, { gamma: variable('gamma', 1), beta: variable('beta', 0) });
}

export function readActivation(reading: KerasReading, name: string, value: unknown): void {
  const activation = functionName(value);
  if (activation === 'linear') return;
  if (activation !== 'softmax' && !isActivation(activation))
    throw unsupported(name, textOf(value), `uses the activation ${textOf(value)}`);
  if (activation === 'hard_sigmoid') scaleForHardSigmoid(reading, name);
  reading.add({ type: 'activation', activation });
}

function isActivation(name: unknown): name is Activation {
  return ['tanh', 'softsign', 'relu', 'sigmoid', 'hard_sigmoid', 'linear'].includes(name as string);
}

/**
 * Scales the layer before a hard sigmoid by the factor of that function's argument. The hard sigmoid of Keras 3 is the
 * engine's, applied to a smaller number.
 */
function scaleForHardSigmoid(reading: KerasReading, name: string): void {
  const factor = reading.scale / (reading.file.isKeras3 ? hardSigmoidAsKeras.scale : 1);
  reading.scale = 1;
  if (factor === 1) return;
  const before = reading.layers.at(-1);
  if (before?.spec.type !== 'dense')
    throw unsupported(name, 'hard_sigmoid', 'uses a hard sigmoid that does not follow a Dense layer');
  for (const [part, tensor] of Object.entries(before.parameters))
    before.parameters[part] = { ...tensor, values: tensor.values.map((each) => each * factor) };
}

export function readRescaling(reading: KerasReading, { config, name }: DescribedLayer): void {
  if (typeof config['scale'] !== 'number' || config['offset'] !== 0)
    throw unsupported(name, 'Rescaling', 'is a Rescaling layer');
  reading.scale = config['scale'];
}
