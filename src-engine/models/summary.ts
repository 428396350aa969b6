import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { CellType } from '../cells/index.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import { layerShapes } from './layer-shapes.ts';
import type { LayerShape } from './layer-shapes.ts';
import { layerMemory, layerMultiplyAdds, trainingMemory } from './memory.ts';
import type { TrainingMemory, TrainingShape } from './memory.ts';
import { elementCount, parameterSpecs } from './parameter-specs.ts';

export interface ModelSummary {
  rows: SummaryRow[];
  totalParameters: number;
  trainableParameters: number;
  nonTrainableParameters: number;
  /** The multiplications of a forward pass, each with its addition, in all matrix products. */
  multiplyAddsPerToken: number;
  memory: TrainingMemory;
}

export interface SummaryRow {
  /** The layer's name in Keras's manner: `lstm_1`, `lstm_2`, `dense_1`, … */
  name: string;
  /** The layer's class in Keras's manner: `LSTM`, `Dense`, … */
  className: string;
  /** Without the batch: (steps), (steps, size) or (size). */
  outputShape: number[];
  parameters: number;
  /** The memory that training the layer takes; null in the input's row, since its bytes belong to no layer. */
  memory: TrainingMemory | null;
  /** The multiply-adds of a forward pass for each token. */
  multiplyAdds: number;
}

/** The layer table, the totals and the costs of a model. The spec need not be valid. */
export function summarizeModel(spec: ModelSpec, shape: TrainingShape): ModelSummary {
  const { input, outputs } = layerShapes(spec);
  const parameters = parameterSpecs(spec);
  const count = (which: typeof parameters): number => which.reduce((sum, each) => sum + elementCount(each.shape), 0);
  const nameOf = createNaming();
  const memory = layerMemory(spec, shape);
  const multiplyAdds = layerMultiplyAdds(spec, shape.steps);
  const row = (layer: LayerSpec | null, output: LayerShape, index: number): SummaryRow => ({
    ...nameOf(layer),
    outputShape: outputShapeOf(output, shape.steps),
    parameters: count(parameters.filter((parameter) => parameter.layer === index)),
    memory: memory[index] ?? null,
    multiplyAdds: multiplyAdds[index] ?? 0,
  });
  const trainableParameters = count(parameters.filter(({ trainable }) => trainable));
  const totalParameters = count(parameters);
  return {
    rows: [row(null, input, -1), ...spec.layers.map((layer, index) => row(layer, outputs[index], index))],
    totalParameters,
    trainableParameters,
    nonTrainableParameters: totalParameters - trainableParameters,
    multiplyAddsPerToken: Math.round(multiplyAdds.reduce((sum, each) => sum + each, 0)),
    memory: trainingMemory(spec, shape),
  };
}

const classNames: Record<Exclude<LayerSpec['type'], CellType>, [name: string, className: string]> = {
  one_hot: ['one_hot', 'OneHot'],
  embedding: ['embedding', 'Embedding'],
  dropout: ['dropout', 'Dropout'],
  layer_norm: ['layer_normalization', 'LayerNormalization'],
  mean_pooling: ['global_average_pooling1d', 'GlobalAveragePooling1D'],
  max_pooling: ['global_max_pooling1d', 'GlobalMaxPooling1D'],
  attention_pooling: ['attention_pooling', 'AttentionPooling'],
  dense: ['dense', 'Dense'],
  activation: ['activation', 'Activation'],
};

/** Numbers the layers of each name from 1. Null is the input. */
function createNaming(): (layer: LayerSpec | null) => { name: string; className: string } {
  const used = new Map<string, number>();
  return (layer) => {
    const [name, className] = layer === null ? ['input', 'InputLayer'] : kerasNames(layer);
    const number = (used.get(name) ?? 0) + 1;
    used.set(name, number);
    return { name: `${name}_${number}`, className };
  };
}

function kerasNames(layer: LayerSpec): [name: string, className: string] {
  if (!isRecurrent(layer)) return classNames[layer.type];
  if (layer.bidirectional !== null) return ['bidirectional', 'Bidirectional'];
  return [layer.type, cellFacts(layer.type).className];
}

function outputShapeOf({ size, sequence, kind }: LayerShape, steps: number): number[] {
  if (kind === 'tokens') return [steps];
  return sequence ? [steps, size] : [size];
}
