import { labelledSeriesSamples } from '../forecast/labelled-series-data.ts';
import { requirePreparation } from '../forecast/require-preparation.ts';
import { createClassScorer } from '../metrics/class-scorer.ts';
import { createTokenizer } from '../text/create-tokenizer.ts';
import { requireContent, requireTokenizer } from '../training/content-data.ts';
import { labelledSequences } from '../training/labelled-sequences.ts';
import { createSequenceData } from '../training/sequence-data.ts';
import { taskFacts } from './facts.ts';
import { checkClassCount, checkReducedSequence, checkSquashedOutput } from './model-checks.ts';
import type { TaskDefinition } from './task-definition.ts';

/** Predicts one class for each sequence. */
export const classification: TaskDefinition = {
  facts: taskFacts.classification,
  check: (spec) => [...checkReducedSequence(spec), ...checkClassCount(spec), ...checkSquashedOutput(spec)],
  usualTraining: { batchSize: 32, sequenceLength: 100, epochs: 10, learningRate: 1e-3 },
  createData(given, tokenizer, train, series) {
    const content = requireContent('classification', given, ['labelled', 'labelled-series']);
    if (content.kind === 'labelled-series') {
      const preparation = requirePreparation(series?.preparation ?? null, 'sequences');
      const samples = labelledSeriesSamples(content, preparation, train.classWeights);
      return { ...createSequenceData(samples, train, content.layout.heldBack), createScorer: createClassScorer };
    }
    const { texts, labels } = content;
    const { encode } = createTokenizer(requireTokenizer(tokenizer));
    const sequences = texts.map((text, n) => ({ ids: encode(text), label: labels[n] }));
    const data = createSequenceData(labelledSequences(sequences, train.classWeights), train, content.heldBack);
    return { ...data, createScorer: createClassScorer };
  },
};
