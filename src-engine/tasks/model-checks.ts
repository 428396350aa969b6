import { isRecurrent } from '../cells/index.ts';
import { lstm, USUAL_UNITS } from '../models/default-layers.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { isPooling, layerTitle, outputLayerIndex } from '../models/model-problem.ts';
import type { ModelProblem } from '../models/model-problem.ts';
import type { ModelSpec } from '../spec/model-spec.ts';

/** A task that predicts at every position needs the whole sequence up to its last layer. `codes` and `noun` name the task in the problems. */
export function checkKeptSequence(
  { layers }: ModelSpec,
  { codes, noun }: { codes: Record<'drops' | 'pools', ModelProblem['code']>; noun: string },
): ModelProblem[] {
  const problems: ModelProblem[] = [];
  const last = layers.findLastIndex(isRecurrent);
  const lastLayer = layers[last];
  if (last >= 0 && isRecurrent(lastLayer) && !lastLayer.returnSequences) {
    problems.push({
      layer: last,
      code: codes.drops,
      message: `${layerTitle(layers, last)} gives only its last state, but ${noun} predicts at every position.`,
      values: {},
      fix: { type: 'set', layer: last, field: 'returnSequences', value: true },
    });
  }
  const pooling = layers.findIndex(isPooling);
  if (pooling >= 0) {
    problems.push({
      layer: pooling,
      code: codes.pools,
      message: `${layerTitle(layers, pooling)} makes one vector of the whole sequence, but ${noun} predicts at every position.`,
      values: {},
      fix: { type: 'remove', layer: pooling },
    });
  }
  return problems;
}

/** A task that predicts once a sequence needs a layer that sums the sequence up. */
export function checkReducedSequence(spec: ModelSpec): ModelProblem[] {
  const { layers } = spec;
  if (!layerShapes(spec).outputs[layers.length - 1].sequence) return [];
  const last = layers.findLastIndex(isRecurrent);
  if (last >= 0) {
    return [
      {
        layer: last,
        code: 'sequence-not-reduced',
        message: `${layerTitle(layers, last)} returns sequences, but the model makes one prediction a sequence: only its last state may go on.`,
        values: {},
        fix: { type: 'set', layer: last, field: 'returnSequences', value: false },
      },
    ];
  }
  const output = outputLayerIndex(layers);
  return [
    {
      layer: null,
      code: 'no-recurrent-layer',
      message: 'The model has no recurrent layer that could sum a sequence up.',
      values: {},
      fix: {
        type: 'insert',
        layer: layers[output]?.type === 'dense' ? output : layers.length,
        spec: lstm(USUAL_UNITS, { returnSequences: false }),
      },
    },
  ];
}

/** Returns a problem where there are fewer than two classes. */
export function checkClassCount({ layers }: ModelSpec): ModelProblem[] {
  const output = outputLayerIndex(layers);
  const outputLayer = layers[output];
  if (outputLayer?.type !== 'dense' || outputLayer.units >= 2) return [];
  return [
    {
      layer: output,
      code: 'too-few-classes',
      message: `${layerTitle(layers, output)} needs a unit for each class, and there must be at least two.`,
      values: { units: outputLayer.units },
      fix: { type: 'set', layer: output, field: 'units', value: 2 },
    },
  ];
}

/** Cross-entropy takes raw scores: through tanh, say, none could be more than e² times as likely as another. */
export function checkSquashedOutput({ layers }: ModelSpec): ModelProblem[] {
  const output = outputLayerIndex(layers);
  if (layers[output]?.type !== 'dense') return [];
  return layers.flatMap((layer, index) => {
    if (index <= output || layer.type !== 'activation') return [];
    if (layer.activation === 'softmax' || layer.activation === 'linear') return [];
    return [
      {
        layer: index,
        code: 'squashed-output',
        message: `${layerTitle(layers, index)} would squash the scores with ${layer.activation} before they become probabilities; softmax alone may do that.`,
        values: { activation: layer.activation },
        fix:
          index === layers.length - 1
            ? { type: 'set', layer: index, field: 'activation', value: 'softmax' }
            : { type: 'remove', layer: index },
      },
    ];
  });
}
