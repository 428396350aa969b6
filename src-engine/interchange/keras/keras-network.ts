import { cellFacts } from '../../cells/index.ts';
import type { KerasCell } from '../../cells/keras-cell.ts';
import { layerShapes, type LayerShape } from '../../models/layer-shapes.ts';
import { taskFacts } from '../../tasks/facts.ts';
import type { LayerSpec, RecurrentLayerSpec } from '../../spec/model-spec.ts';
import { readsWindows } from '../numbers/network-numbers.ts';
import type { ParameterTensor, TrainedModel } from '../trained-model.ts';
import { hardSigmoidAsKeras } from './hard-sigmoid.ts';
import { kerasCell } from './keras-cells.ts';

/** Keras as its makers have it, or as TensorFlow.js does. */
export type KerasDialect = 'keras' | 'tfjs';

export interface KerasInput {
  name: string;
  /** The shape of one batch element; null for an extent that differs from call to call. */
  shape: (number | null)[];
  type: 'int32' | 'float32';
}

export interface KerasLayer {
  className: string;
  name: string;
  /** Without the name; of a Bidirectional layer that of the cell within. */
  config: Record<string, unknown>;
  /** Class of the cell in a Bidirectional layer, and how its directions are joined; null elsewhere. */
  wrapped: { className: string; merge: 'concat' | 'sum' } | null;
  /** In Keras' order; of a Bidirectional layer first the forward cell's. */
  weights: ParameterTensor[];
  /** Inputs of the network that are this layer's states before the first step. It also gives them after the last one. */
  states: KerasInput[];
  /** The shape of one batch element; null for the steps, which differ from call to call. */
  outputShape: (number | null)[];
  /** Names of the layers whose outputs it takes; left out where that is the one before it. */
  from?: readonly string[];
}

/** Layers in the order in which Keras counts them, and states beside them. */
export interface KerasNetwork {
  input: KerasInput;
  layers: KerasLayer[];
  /** Names of the layers whose outputs are those of the network; left out where that is the last one. */
  outputs?: readonly string[];
  /** The first and the last layer of what was trained, where others are around them. */
  trained?: TrainedLayers;
}

/** The names of the ends of a chain of layers. */
export interface TrainedLayers {
  first: string;
  last: string;
}

/** Returns the names of the layers, or of the input, whose outputs a layer takes. */
export function sourcesOf({ input, layers }: KerasNetwork, index: number): readonly string[] {
  return layers[index].from ?? [index === 0 ? input.name : layers[index - 1].name];
}

/** Returns the names of the layers whose outputs are those of a network. */
export function outputsOf({ layers, outputs }: KerasNetwork): readonly string[] {
  return outputs ?? [layers[layers.length - 1].name];
}

/**
 * The padding after the end of a sequence for a model that makes one prediction a sequence: id 0, so that token k is k + 1, or rows of
 * this value. A language model, and a forecaster of windows, need no padding, and take what they read as it is.
 */
export const paddingValue = -1e9;

export function isPadded(trained: Pick<TrainedModel, 'model' | 'preparation'>): boolean {
  return taskFacts[trained.model.task].reads === 'sequences' && !readsWindows(trained);
}

/** A trained network as layers of Keras: what it calls `Functional`. Outputs are logits where the engine computes logits. */
export function kerasNetwork(trained: TrainedModel, dialect: KerasDialect): KerasNetwork {
  const { model } = trained;
  const { input, outputs } = layerShapes(model);
  const place = (index: number): Place => ({
    trained,
    dialect,
    index,
    outputShape: shapeOf(outputs[index]),
    parameter: (name) => {
      const tensor = trained.parameters.get(`${index}.${name}`);
      if (tensor === undefined) throw new Error(`The model has no parameter ${index}.${name}.`);
      return tensor;
    },
  });
  const layers = model.layers.flatMap((spec, index) => kerasLayers(spec, place(index)));
  if (model.input.kind === 'tokens') return { input: { name: 'ids', shape: [null], type: 'int32' }, layers };
  const masking = plain('Masking', 'masking', shapeOf(input), { mask_value: paddingValue });
  return {
    input: { name: 'features', shape: [null, input.size], type: 'float32' },
    layers: isPadded(trained) ? [masking, ...layers] : layers,
  };
}

interface Place {
  trained: TrainedModel;
  dialect: KerasDialect;
  index: number;
  outputShape: (number | null)[];
  parameter(name: string): ParameterTensor;
}

function kerasLayers(spec: LayerSpec, place: Place): KerasLayer[] {
  const { trained, dialect, index, outputShape, parameter } = place;
  const name = `${index}_${spec.type}`;
  switch (spec.type) {
    case 'one_hot': {
      const { size } = layerShapes(trained.model).input;
      return [embeddingLayer(name, identity(size), false, trained)];
    }
    case 'embedding':
      return [embeddingLayer(name, parameter('weights'), spec.trainable, trained)];
    case 'dropout':
      return [plain('Dropout', name, outputShape, { rate: spec.rate })];
    case 'layer_norm': {
      const config = { axis: -1, epsilon: spec.epsilon, center: true, scale: true };
      const weights = [parameter('gamma'), parameter('beta')];
      return [{ ...plain('LayerNormalization', name, outputShape, config), weights }];
    }
    case 'mean_pooling':
    case 'max_pooling':
    case 'attention_pooling':
      throw new Error('Poolings are refused before anything is written.');
    case 'dense': {
      const config = { units: spec.units, activation: 'linear', use_bias: true };
      return [{ ...plain('Dense', name, outputShape, config), weights: [parameter('kernel'), parameter('bias')] }];
    }
    case 'activation':
      return activationLayers(spec.activation, name, place);
    default:
      return [recurrentLayer(spec, name, place, dialect)];
  }
}

function shapeOf({ size, sequence }: LayerShape): (number | null)[] {
  return sequence ? [null, size] : [size];
}

/** Returns a layer without weights, which are added to it where it has some. */
export function plain(
  className: string,
  name: string,
  outputShape: (number | null)[],
  config: Record<string, unknown>,
): KerasLayer {
  return {
    className,
    name,
    outputShape,
    config: { trainable: true, ...config },
    wrapped: null,
    weights: [],
    states: [],
  };
}

/** True where sequences are padded: ids are one higher, and the row of id 0 is masked. */
function embeddingLayer(name: string, rows: ParameterTensor, trainable: boolean, trained: TrainedModel): KerasLayer {
  const [count, dim] = rows.shape;
  const padding = isPadded(trained) ? 1 : 0;
  const values = new Float32Array((count + padding) * dim);
  values.set(rows.values, padding * dim);
  return {
    ...plain('Embedding', name, [null, dim], {
      trainable,
      input_dim: count + padding,
      output_dim: dim,
      mask_zero: isPadded(trained),
    }),
    weights: [{ shape: [count + padding, dim], values }],
  };
}

/** A frozen embedding of unit vectors: neither has a one-hot layer that takes sequences of any length. */
function identity(size: number): ParameterTensor {
  const values = new Float32Array(size * size);
  for (let n = 0; n < size; n++) values[n * (size + 1)] = 1;
  return { shape: [size, size], values };
}

function activationLayers(
  activation: Extract<LayerSpec, { type: 'activation' }>['activation'],
  name: string,
  { trained, dialect, outputShape }: Place,
): KerasLayer[] {
  const isLogits = activation === 'softmax' && taskFacts[trained.model.task].loss === 'cross-entropy';
  if (isLogits || activation === 'linear') return [];
  const layer = plain('Activation', name, outputShape, { activation });
  if (activation !== 'hard_sigmoid' || dialect === 'tfjs') return [layer];
  const config = { scale: hardSigmoidAsKeras.scale, offset: 0 };
  return [plain('Rescaling', `${name}_scale`, outputShape, config), layer];
}

function recurrentLayer(spec: RecurrentLayerSpec, name: string, place: Place, dialect: KerasDialect): KerasLayer {
  const { trained, index } = place;
  const cell = kerasCell(spec.type);
  const carriesState = taskFacts[trained.model.task].reads === 'chunks';
  const directions = spec.bidirectional === null ? [''] : ['forward.', 'backward.'];
  const weights = directions.flatMap((direction) =>
    ['kernel', 'recurrent', 'bias'].map((part) => place.parameter(`${direction}${part}`)),
  );
  const states = carriesState ? cellFacts(spec.type).states : [];
  return {
    className: spec.bidirectional === null ? cell.className : 'Bidirectional',
    name,
    outputShape: place.outputShape,
    config: { ...cellConfig(spec, cell), return_state: carriesState },
    wrapped: spec.bidirectional === null ? null : { className: cell.className, merge: spec.bidirectional },
    weights: dialect === 'keras' ? weights.map((tensor) => hardSigmoidAsKeras.weights(spec, tensor)) : weights,
    states: states.map((state) => ({ name: `${index}.${state.name}`, shape: [spec.units], type: 'float32' })),
  };
}

function cellConfig(spec: RecurrentLayerSpec, cell: KerasCell): Record<string, unknown> {
  return {
    trainable: true,
    units: spec.units,
    use_bias: true,
    return_sequences: spec.returnSequences,
    go_backwards: false,
    stateful: false,
    unroll: false,
    dropout: 0,
    ...cell.config(spec),
  };
}
