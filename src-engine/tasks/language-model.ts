import { isRecurrent } from '../cells/index.ts';
import { layerTitle, outputLayerIndex } from '../models/model-problem.ts';
import type { ModelProblem } from '../models/model-problem.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { createTokenizer } from '../text/create-tokenizer.ts';
import { requireContent, requireTokenizer, textsOf } from '../training/content-data.ts';
import { createLanguageModelData } from '../training/language-model-data.ts';
import { taskFacts } from './facts.ts';
import { checkKeptSequence, checkSquashedOutput } from './model-checks.ts';
import type { TaskDefinition } from './task-definition.ts';

/** Predicts at every position the token that follows it. */
export const languageModel: TaskDefinition = {
  facts: taskFacts['language-model'],
  check: (spec) => [
    ...checkDirections(spec),
    ...checkKeptSequence(spec, {
      codes: { drops: 'language-model-drops-sequence', pools: 'language-model-pools' },
      noun: 'a language model',
    }),
    ...checkVocabulary(spec),
    ...checkSquashedOutput(spec),
  ],
  usualTraining: { batchSize: 50, sequenceLength: 50, epochs: 10, learningRate: 2e-3 },
  createData(content, tokenizer, train) {
    const read = requireContent('language-model', content, ['text', 'labelled']);
    const texts = textsOf(read);
    const { encode, state } = createTokenizer(requireTokenizer(tokenizer));
    return createLanguageModelData(Array.from(texts, encode), train, state.boundaryId, read.heldBack);
  },
};

function checkDirections({ layers }: ModelSpec): ModelProblem[] {
  return layers.flatMap((layer, index) => {
    if (!isRecurrent(layer) || layer.bidirectional === null) return [];
    return [
      {
        layer: index,
        code: 'language-model-sees-the-future',
        message:
          `${layerTitle(layers, index)} is bidirectional: it would see the very tokens that a language model has to predict, ` +
          'and could write nothing, since what comes next does not exist yet.',
        values: {},
        fix: { type: 'set', layer: index, field: 'bidirectional', value: null },
      },
    ];
  });
}

function checkVocabulary({ input, layers }: ModelSpec): ModelProblem[] {
  if (input.kind !== 'tokens') {
    return [
      {
        layer: null,
        code: 'language-model-without-tokens',
        message: 'A language model predicts tokens, but this model’s input is numbers.',
        values: {},
        fix: { type: 'set', layer: null, field: 'task', value: 'regression' },
      },
    ];
  }
  const output = outputLayerIndex(layers);
  const outputLayer = layers[output];
  if (outputLayer?.type !== 'dense' || outputLayer.units === input.vocabularySize) return [];
  return [
    {
      layer: output,
      code: 'output-is-not-vocabulary',
      message:
        `${layerTitle(layers, output)} has ${outputLayer.units} units, but needs one for each of the ` +
        `${input.vocabularySize} tokens of the vocabulary.`,
      values: { units: outputLayer.units, vocabularySize: input.vocabularySize },
      fix: { type: 'set', layer: output, field: 'units', value: input.vocabularySize },
    },
  ];
}
