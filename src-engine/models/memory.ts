import { cellDefinition } from '../cells/definitions.ts';
import { cellFacts, isRecurrent } from '../cells/index.ts';
import { stateShape } from '../layers/state-blocks.ts';
import { slotCounts } from '../optimizers/update-rule.ts';
import type { ModelSpec, RecurrentLayerSpec } from '../spec/model-spec.ts';
import type { OptimizerSpec } from '../spec/train-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { layerShapes } from './layer-shapes.ts';
import type { LayerShape } from './layer-shapes.ts';
import { elementCount, parameterSpecs } from './parameter-specs.ts';

export interface TrainingShape {
  batch: number;
  /** T: tokens or steps of a sequence. */
  steps: number;
  optimizer: OptimizerSpec['type'];
}

/** Bytes that training takes in float32, by part. */
export interface TrainingMemory {
  parameters: number;
  gradients: number;
  optimizer: number;
  /** The memory that one training pass keeps for its backward pass, its inputs and the gradients that flow through it. */
  activations: number;
}

const BYTES_PER_ELEMENT = 4;

/** The memory of a model, its optimizer and one training pass; a backend's own workspaces come on top. */
export function trainingMemory(spec: ModelSpec, shape: TrainingShape): TrainingMemory {
  const layers = layerMemory(spec, shape);
  const sum = (part: keyof TrainingMemory): number => layers.reduce((total, layer) => total + layer[part], 0);
  return {
    parameters: sum('parameters'),
    gradients: sum('gradients'),
    // The number of steps is counted beside the slots.
    optimizer: BYTES_PER_ELEMENT + sum('optimizer'),
    activations: sum('activations') + BYTES_PER_ELEMENT * inputAndTargetElements(spec, shape),
  };
}

/** The same for each layer; what the input, the targets and the counting of steps take is in none of them. */
export function layerMemory(spec: ModelSpec, { batch, steps, optimizer }: TrainingShape): TrainingMemory[] {
  const layers = activationElements(spec, batch, steps).map((elements) => ({
    parameters: 0,
    gradients: 0,
    optimizer: 0,
    activations: BYTES_PER_ELEMENT * elements,
  }));
  for (const { layer, shape, sparse, trainable } of parameterSpecs(spec)) {
    const size = elementCount(shape);
    const memory = layers[layer];
    memory.parameters += BYTES_PER_ELEMENT * size;
    if (!trainable) continue;
    const rows = Math.min(shape[0], steps * batch);
    const gradient = sparse ? rows * (shape[1] + 1) : size;
    memory.gradients += BYTES_PER_ELEMENT * gradient;
    memory.optimizer += BYTES_PER_ELEMENT * slotCounts[optimizer] * size;
  }
  return layers;
}

function inputAndTargetElements(spec: ModelSpec, { batch, steps }: TrainingShape): number {
  const { input, outputs } = layerShapes(spec);
  const last = outputs.at(-1) ?? input;
  const positions = last.sequence ? steps * batch : batch;
  const inputs = steps * batch * (input.kind === 'tokens' ? 1 : input.size);
  return inputs + (taskFacts[spec.task].loss === 'squared-error' ? 2 * positions * last.size : positions);
}

function activationElements(spec: ModelSpec, batch: number, steps: number): number[] {
  const { input, outputs } = layerShapes(spec);
  const rows = (shape: LayerShape): number => (shape.sequence ? steps * batch : batch);
  const elements = (shape: LayerShape): number => rows(shape) * shape.size;
  const sparseLayers = new Set(parameterSpecs(spec).flatMap(({ layer, sparse }) => (sparse ? [layer] : [])));
  let needsGradient = false;

  return spec.layers.map((layer, index) => {
    const before = index === 0 ? input : outputs[index - 1];
    const after = outputs[index];
    const inputGradient = needsGradient ? elements(before) : 0;
    if (isRecurrent(layer)) {
      needsGradient = true;
      return inputGradient + recurrentElements(layer, batch, steps);
    }
    switch (layer.type) {
      case 'one_hot':
        return 0;
      case 'embedding':
        needsGradient = layer.trainable;
        return elements(after) + (sparseLayers.has(index) ? rows(before) : 0);
      case 'dense':
        needsGradient = true;
        return inputGradient + elements(after);
      case 'layer_norm':
        needsGradient = true;
        return elements(after) + 2 * rows(after);
      case 'mean_pooling':
        return inputGradient + elements(after);
      case 'max_pooling':
        return inputGradient + 2 * elements(after);
      case 'attention_pooling':
        needsGradient = true;
        return rows(before) * (2 * layer.units + 3) + elements(before) + elements(after);
      case 'dropout':
        return layer.rate > 0 ? elements(after) : 0;
      case 'activation': {
        const fused = taskFacts[spec.task].loss === 'cross-entropy' && layer.activation === 'softmax';
        return fused || layer.activation === 'linear' ? 0 : elements(after);
      }
    }
  });
}

function recurrentElements(layer: RecurrentLayerSpec, batch: number, steps: number): number {
  const { units, returnSequences, bidirectional } = layer;
  const { columns, states } = cellFacts(layer.type);
  const state = batch * units;
  const sequence = steps * state;
  const mask = 'recurrentDropout' in layer && layer.recurrentDropout > 0 ? state : 0;
  const stateSizes = states.map(({ shape }) => elementCount(stateShape(shape, layer, batch)));
  const blocks = stateSizes.reduce((total, size) => total + (steps + 1) * size, 0);
  // h's gradient is the layer's own, whichever way its output goes on.
  const stateGradients = stateSizes.slice(1).reduce((total, size) => total + size, 0);
  const own = steps * batch * cellDefinition(layer.type).workspaceSize(layer);
  const direction = columns.length * sequence + blocks + stateGradients + mask + own;
  const finalGradient = returnSequences ? state : 0;
  if (bidirectional === null) return direction + finalGradient;
  const output = returnSequences ? sequence : state;
  const joined = bidirectional === 'concat' ? 3 * output : output + (returnSequences ? 0 : output);
  return 2 * direction + finalGradient + joined;
}

/** Multiply-adds of the matrix products of a forward pass, by layer, a token; one-hot and embedding gather rows instead. */
export function layerMultiplyAdds(spec: ModelSpec, steps: number): number[] {
  const { input, outputs } = layerShapes(spec);
  return spec.layers.map((layer, index) => {
    const before = index === 0 ? input : outputs[index - 1];
    const inputSize = before.kind === 'real' ? before.size : 0;
    if (layer.type === 'attention_pooling') return (inputSize + 1) * layer.units + inputSize;
    if (layer.type === 'dense') return (inputSize * layer.units) / (before.sequence ? 1 : steps);
    if (!isRecurrent(layer)) return 0;
    const directions = layer.bidirectional === null ? 1 : 2;
    const parameters = cellDefinition(layer.type).parameters(layer, inputSize);
    const kernels = parameters.filter(({ role }) => role !== 'bias');
    return directions * kernels.reduce((total, { shape }) => total + elementCount(shape), 0);
  });
}
