import type { ModelProblem } from '../models/model-problem.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { createTagScorer } from '../metrics/tag-scorer.ts';
import { tokenIds } from '../text/given-tokens.ts';
import { requireContent, requireTokenizer } from '../training/content-data.ts';
import { createTaggedData } from '../training/tagged-data.ts';
import { taskFacts } from './facts.ts';
import { checkClassCount, checkKeptSequence, checkSquashedOutput } from './model-checks.ts';
import type { TaskDefinition } from './task-definition.ts';

/** Predicts a class, called a tag, for each token of a sequence. */
export const tagging: TaskDefinition = {
  facts: taskFacts.tagging,
  check: (spec) => [
    ...checkKeptSequence(spec, {
      codes: { drops: 'tagging-drops-sequence', pools: 'tagging-pools' },
      noun: 'a tagger',
    }),
    ...checkTokens(spec),
    ...checkClassCount(spec),
    ...checkSquashedOutput(spec),
  ],
  // Corpora of sentences are small: some hundreds in batches of 32 would be too few steps.
  usualTraining: { batchSize: 16, sequenceLength: 100, epochs: 20, learningRate: 5e-3 },
  createData(content, tokenizer, train) {
    const { sentences, tags, heldBack } = requireContent('tagging', content, ['tagged']);
    const data = createTaggedData(sentences, { tags, idOf: tokenIds(requireTokenizer(tokenizer)) }, train, heldBack);
    return { ...data, createScorer: () => createTagScorer(tags) };
  },
};

function checkTokens({ input }: ModelSpec): ModelProblem[] {
  if (input.kind === 'tokens') return [];
  return [
    {
      layer: null,
      code: 'tagging-without-tokens',
      message: 'A tagger tells a class for each token, but this model’s input is numbers.',
      values: {},
      fix: { type: 'set', layer: null, field: 'task', value: 'regression' },
    },
  ];
}
