import { hasSparseGradient } from '../layers/embedding-parameter.ts';
import { slotCounts } from '../optimizers/update-rule.ts';
import type { ModelSpec, RecurrentLayerSpec } from '../spec/model-spec.ts';
import type { OptimizerSpec } from '../spec/train-spec.ts';
import { layerShapes } from './layer-shapes.ts';
import type { LayerShape } from './layer-shapes.ts';
import { isRecurrent } from './model-problem.ts';
import { elementCount, gateCounts, parameterSpecs } from './parameter-specs.ts';

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
  /** What one training pass keeps for its backward pass, its inputs and the gradients that flow through it. */
  activations: number;
}

const BYTES_PER_ELEMENT = 4;

/** What a model, its optimizer and one training pass allocate; a backend's own workspaces come on top. */
export function trainingMemory(spec: ModelSpec, { batch, steps, optimizer }: TrainingShape): TrainingMemory {
  let parameters = 0;
  let gradients = 0;
  let slots = 1;
  for (const { shape, role, trainable } of parameterSpecs(spec)) {
    const size = elementCount(shape);
    parameters += size;
    if (!trainable) continue;
    slots += slotCounts[optimizer] * size;
    const rows = Math.min(shape[0], steps * batch);
    gradients += role === 'embedding' && hasSparseGradient(shape) ? rows * (shape[1] + 1) : size;
  }
  return {
    parameters: BYTES_PER_ELEMENT * parameters,
    gradients: BYTES_PER_ELEMENT * gradients,
    optimizer: BYTES_PER_ELEMENT * slots,
    activations: BYTES_PER_ELEMENT * activationElements(spec, batch, steps),
  };
}

function activationElements(spec: ModelSpec, batch: number, steps: number): number {
  const { input, outputs } = layerShapes(spec);
  const rows = (shape: LayerShape): number => (shape.sequence ? steps * batch : batch);
  const elements = (shape: LayerShape): number => rows(shape) * shape.size;
  let total = input.kind === 'tokens' ? rows(input) : elements(input);
  let needsGradient = false;

  spec.layers.forEach((layer, index) => {
    const before = index === 0 ? input : outputs[index - 1];
    const after = outputs[index];
    const inputGradient = needsGradient ? elements(before) : 0;
    switch (layer.type) {
      case 'one_hot':
        break;
      case 'embedding': {
        const sparse = layer.trainable && hasSparseGradient([before.size, layer.dim]);
        total += elements(after) + (sparse ? rows(before) : 0);
        needsGradient = layer.trainable;
        break;
      }
      case 'simple_rnn':
      case 'lstm':
      case 'gru':
        total += inputGradient + recurrentElements(layer, batch, steps);
        needsGradient = true;
        break;
      case 'dense':
        total += inputGradient + elements(after);
        needsGradient = true;
        break;
      case 'dropout':
        if (layer.rate > 0) total += 2 * elements(after);
        break;
      case 'activation': {
        const fused = spec.task !== 'regression' && layer.activation === 'softmax';
        if (!fused && layer.activation !== 'linear') total += elements(after);
      }
    }
  });
  const last = outputs[outputs.length - 1];
  return total + (spec.task === 'regression' ? 2 * elements(last) : rows(last));
}

function recurrentElements(layer: RecurrentLayerSpec, batch: number, steps: number): number {
  const { units, returnSequences, bidirectional, recurrentDropout } = layer;
  const state = batch * units;
  const sequence = steps * state;
  const blocks = sequence + state;
  const mask = recurrentDropout > 0 ? state : 0;
  const own = { simple_rnn: 0, lstm: blocks + sequence + state, gru: 4 * sequence }[layer.type];
  const direction = gateCounts[layer.type] * sequence + blocks + mask + own;
  const finalGradient = returnSequences ? state : 0;
  if (bidirectional === null) return direction + finalGradient;
  const output = returnSequences ? sequence : state;
  const joined = bidirectional === 'concat' ? 3 * output : output + (returnSequences ? 0 : output);
  return 2 * direction + finalGradient + joined;
}

/** Multiply-adds of the matrix products of a forward pass, a token; one-hot and embedding gather rows instead. */
export function multiplyAddsPerToken(spec: ModelSpec, steps: number): number {
  const { input, outputs } = layerShapes(spec);
  return spec.layers.reduce((total, layer, index) => {
    const before = index === 0 ? input : outputs[index - 1];
    const inputSize = before.kind === 'real' ? before.size : 0;
    if (layer.type === 'dense') return total + (inputSize * layer.units) / (before.sequence ? 1 : steps);
    if (!isRecurrent(layer)) return total;
    const directions = layer.bidirectional === null ? 1 : 2;
    return total + directions * (inputSize + layer.units) * gateCounts[layer.type] * layer.units;
  }, 0);
}
