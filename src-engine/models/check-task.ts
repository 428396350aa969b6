import type { ModelSpec } from '../spec/model-spec.ts';
import { lstm, USUAL_UNITS } from './default-layers.ts';
import { layerShapes } from './layer-shapes.ts';
import { isPooling, isRecurrent, layerTitle, outputLayerIndex } from './model-problem.ts';
import type { ModelProblem } from './model-problem.ts';

/** Layers that work, but not for this task. */
export function checkTask(spec: ModelSpec): ModelProblem[] {
  if (spec.layers.length === 0) return [];
  switch (spec.task) {
    case 'language-model':
      return [...checkLanguageModel(spec), ...checkSquashedOutput(spec)];
    case 'classification':
      return [...checkReducedSequence(spec), ...checkClassCount(spec), ...checkSquashedOutput(spec)];
    case 'regression':
      return checkReducedSequence(spec);
  }
}

function checkLanguageModel(spec: ModelSpec): ModelProblem[] {
  const { input, layers } = spec;
  const problems: ModelProblem[] = [];
  layers.forEach((layer, index) => {
    if (!isRecurrent(layer) || layer.bidirectional === null) return;
    problems.push({
      layer: index,
      code: 'language-model-sees-the-future',
      message:
        `${layerTitle(layers, index)} is bidirectional: it would see the very tokens that a language model has to predict, ` +
        'and could write nothing, since what comes next does not exist yet.',
      values: {},
      fix: { type: 'set', layer: index, field: 'bidirectional', value: null },
    });
  });
  const last = layers.findLastIndex(isRecurrent);
  const lastLayer = layers[last];
  if (last >= 0 && isRecurrent(lastLayer) && !lastLayer.returnSequences) {
    problems.push({
      layer: last,
      code: 'language-model-drops-sequence',
      message: `${layerTitle(layers, last)} gives only its last state, but a language model predicts at every position.`,
      values: {},
      fix: { type: 'set', layer: last, field: 'returnSequences', value: true },
    });
  }
  const pooling = layers.findIndex(isPooling);
  if (pooling >= 0) {
    problems.push({
      layer: pooling,
      code: 'language-model-pools',
      message: `${layerTitle(layers, pooling)} makes one vector of the whole sequence, but a language model predicts at every position.`,
      values: {},
      fix: { type: 'remove', layer: pooling },
    });
  }
  if (input.kind !== 'tokens') {
    problems.push({
      layer: null,
      code: 'language-model-without-tokens',
      message: 'A language model predicts tokens, but this model’s input is numbers.',
      values: {},
      fix: { type: 'set', layer: null, field: 'task', value: 'regression' },
    });
    return problems;
  }
  const output = outputLayerIndex(layers);
  const outputLayer = layers[output];
  if (outputLayer?.type === 'dense' && outputLayer.units !== input.vocabularySize) {
    problems.push({
      layer: output,
      code: 'output-is-not-vocabulary',
      message:
        `${layerTitle(layers, output)} has ${outputLayer.units} units, but needs one for each of the ` +
        `${input.vocabularySize} tokens of the vocabulary.`,
      values: { units: outputLayer.units, vocabularySize: input.vocabularySize },
      fix: { type: 'set', layer: output, field: 'units', value: input.vocabularySize },
    });
  }
  return problems;
}

function checkReducedSequence(spec: ModelSpec): ModelProblem[] {
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

function checkClassCount({ layers }: ModelSpec): ModelProblem[] {
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
function checkSquashedOutput({ layers }: ModelSpec): ModelProblem[] {
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
