import { isRecurrent } from '../cells/index.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { dense, embedding, lstm, USUAL_UNITS } from './default-layers.ts';
import { layerShapes } from './layer-shapes.ts';
import { isPooling, layerTitle, outputLayerIndex } from './model-problem.ts';
import type { ModelProblem } from './model-problem.ts';
import { checkTiedLayers } from './tied-output.ts';

/** Vocabularies up to this size are fed in one-hot when the person has not chosen: characters are, words are not. */
const LARGEST_ONE_HOT_VOCABULARY = 256;
const USUAL_EMBEDDING_DIM = 64;

/** Layers in places where they cannot work, whatever the task. */
export function checkStack(spec: ModelSpec): ModelProblem[] {
  if (spec.layers.length === 0) return [noLayers(spec)];
  return [
    ...checkInputLayer(spec),
    ...spec.layers.flatMap((_, index) => [
      ...checkInputLayerPlace(spec, index),
      ...checkOneHotFollower(spec, index),
      ...checkLastState(spec, index),
      ...checkPooledInput(spec, index),
      ...checkSoftmax(spec, index),
    ]),
    ...checkOutputLayer(spec),
    ...checkTiedLayers(spec),
  ];
}

function noLayers(spec: ModelSpec): ModelProblem {
  const { input } = spec;
  return {
    layer: null,
    code: 'no-layers',
    message: 'The model has no layers.',
    values: {},
    fix: {
      type: 'insert',
      layer: 0,
      spec: input.kind === 'tokens' ? inputLayer(input.vocabularySize) : lstm(USUAL_UNITS),
    },
  };
}

function checkInputLayer({ input, layers }: ModelSpec): ModelProblem[] {
  if (input.kind !== 'tokens' || isInputLayer(layers[0])) return [];
  return [
    {
      layer: 0,
      code: 'no-input-layer',
      message: `${layerTitle(layers, 0)} cannot take tokens; the first layer must be an embedding or one-hot.`,
      values: { type: layers[0].type },
      fix: { type: 'insert', layer: 0, spec: inputLayer(input.vocabularySize) },
    },
  ];
}

function checkInputLayerPlace({ input, layers }: ModelSpec, index: number): ModelProblem[] {
  if (!isInputLayer(layers[index])) return [];
  const fix = { type: 'remove', layer: index } as const;
  const values = { type: layers[index].type };
  const title = layerTitle(layers, index);
  if (input.kind !== 'tokens') {
    const message = `${title} turns tokens into vectors, but this model's input is numbers already.`;
    return [{ layer: index, code: 'input-layer-without-tokens', message, values, fix }];
  }
  if (index === 0) return [];
  const message = `${title} takes tokens, so it can only be the first layer.`;
  return [{ layer: index, code: 'input-layer-not-first', message, values, fix }];
}

/** One-hot rows are never written out, so only a layer with a kernel, which gathers its rows by id, can take them. */
function checkOneHotFollower(spec: ModelSpec, index: number): ModelProblem[] {
  const layer = spec.layers[index];
  const takesOneHot = layer.type === 'dense' || isRecurrent(layer) || isInputLayer(layer);
  if (index === 0 || takesOneHot) return [];
  if (layerShapes(spec).outputs[index - 1].kind !== 'one-hot') return [];
  return [
    {
      layer: index,
      code: 'one-hot-not-followed-by-kernel',
      message: `${layerTitle(spec.layers, index)} cannot follow one-hot; a recurrent or dense layer must come between.`,
      values: { type: layer.type },
      fix: { type: 'remove', layer: index },
    },
  ];
}

function checkLastState(spec: ModelSpec, index: number): ModelProblem[] {
  const { layers } = spec;
  if (!isRecurrent(layers[index]) || index === 0 || layerShapes(spec).outputs[index - 1].sequence) return [];
  const before = layers.findLastIndex(
    (layer, at) => at < index && (isPooling(layer) || (isRecurrent(layer) && !layer.returnSequences)),
  );
  if (isPooling(layers[before])) {
    const message =
      `${layerTitle(layers, index)} needs a sequence, but ${layerTitle(layers, before)} makes one vector of it. ` +
      'Pooling belongs after the last recurrent layer.';
    const fix = { type: 'remove', layer: before } as const;
    return [{ layer: index, code: 'recurrent-after-pooling', message, values: { before: before + 1 }, fix }];
  }
  return [
    {
      layer: index,
      code: 'recurrent-after-last-state',
      message:
        `${layerTitle(layers, index)} needs a sequence, but ${layerTitle(layers, before)} gives only its last state. ` +
        'Let that one return sequences.',
      values: { before: before + 1 },
      fix: { type: 'set', layer: before, field: 'returnSequences', value: true },
    },
  ];
}

/** Pooling takes the steps of a sequence. */
function checkPooledInput(spec: ModelSpec, index: number): ModelProblem[] {
  const { layers } = spec;
  if (!isPooling(layers[index]) || index === 0 || layerShapes(spec).outputs[index - 1].sequence) return [];
  const before = layers.findLastIndex((layer, at) => at < index && isRecurrent(layer) && !layer.returnSequences);
  return [
    {
      layer: index,
      code: 'pooling-without-sequence',
      message: `${layerTitle(layers, index)} sums up the steps of a sequence, but what comes in is one vector already.`,
      values: {},
      fix:
        before < 0
          ? { type: 'remove', layer: index }
          : { type: 'set', layer: before, field: 'returnSequences', value: true },
    },
  ];
}

function checkSoftmax({ layers }: ModelSpec, index: number): ModelProblem[] {
  const layer = layers[index];
  if (layer.type !== 'activation' || layer.activation !== 'softmax' || index === layers.length - 1) return [];
  return [
    {
      layer: index,
      code: 'softmax-not-last',
      message: `${layerTitle(layers, index)} is a softmax, which makes probabilities; it can only be the last layer.`,
      values: {},
      fix: { type: 'remove', layer: index },
    },
  ];
}

function checkOutputLayer({ task, input, layers }: ModelSpec): ModelProblem[] {
  const output = outputLayerIndex(layers);
  if (output < 0 || layers[output].type !== 'dense') {
    const units = { tokens: vocabularySizeOf(input), classes: 2, numbers: 1 }[taskFacts[task].outputsAre];
    return [
      {
        layer: null,
        code: 'no-output-layer',
        message: 'The model must end with a dense layer that turns the units into its predictions.',
        values: {},
        fix: { type: 'insert', layer: output + 1, spec: dense(units) },
      },
    ];
  }
  return layers.flatMap((layer, index) => {
    if (layer.type !== 'dropout' || index < output) return [];
    return [
      {
        layer: index,
        code: 'dropout-after-output',
        message: `${layerTitle(layers, index)} would erase predictions at random; dropout belongs before the last dense layer.`,
        values: {},
        fix: { type: 'remove', layer: index },
      },
    ];
  });
}

function isInputLayer({ type }: LayerSpec): boolean {
  return type === 'one_hot' || type === 'embedding';
}

function inputLayer(vocabularySize: number): LayerSpec {
  return vocabularySize <= LARGEST_ONE_HOT_VOCABULARY ? { type: 'one_hot' } : embedding(USUAL_EMBEDDING_DIM);
}

function vocabularySizeOf(input: ModelSpec['input']): number {
  return input.kind === 'tokens' ? input.vocabularySize : 1;
}
