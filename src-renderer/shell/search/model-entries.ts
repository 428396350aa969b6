import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import type { MessageKey } from '../../locales/messages.ts';
import { layerTerm } from '../../domain/models/layer-name.ts';
import { layerTypeName } from '../../locales/model-problem-text.ts';
import { kindsOfTokens, type SearchEntry } from './search-entry.ts';

/** A field of the page that starts a run. */
const ofNewRun = (title: MessageKey): SearchEntry => ({
  kind: 'fields',
  title,
  page: 'newRun.title',
  to: () => ({ name: 'new-run', query: { find: title } }),
});

const newRunEntries = (
  [
    'newRun.dataset',
    'newRun.name',
    'newRun.preset',
    'newRun.validationFile',
    'settings.epochs',
    'settings.learningRate',
    'settings.batchSize',
    'settings.sequenceLength',
    'settings.seed',
    'settings.optimizer',
    'settings.clip',
    'settings.clipMax',
    'settings.validation',
    'settings.patience',
    'settings.checkpointEverySteps',
    'settings.keepLast',
    'settings.backend',
    'settings.checkpointEveryEpoch',
    'queue.startAt',
    'repeats.seedsOfNew',
    'rateFinder.open',
    'trainingFile.open',
  ] as const satisfies MessageKey[]
).map(ofNewRun);

/** A field that is there for numbers alone. */
const rowsReadEntry: SearchEntry = {
  ...ofNewRun('settings.rowsRead'),
  to({ datasets }) {
    const numbers = datasets.find(({ kind }) => !kindsOfTokens.includes(kind));
    const query = { find: 'settings.rowsRead', ...(numbers && { dataset: numbers.id }) };
    return { name: 'new-run', query };
  },
};

/** A field of the builder, in a template that has it. */
const ofBuilder = (title: MessageKey, template: string, find: string = title): SearchEntry => ({
  kind: 'fields',
  title,
  page: 'builder.layerTab',
  to: () => ({ name: 'new-model', query: { template, find } }),
});

const writer = 'char-rnn-s';
const layerFieldEntries: SearchEntry[] = [
  ofBuilder('layerFields.units', writer),
  ofBuilder('layerFields.activation', writer),
  ofBuilder('layerFields.recurrentActivation', writer),
  ofBuilder('layerFields.returnSequences', writer),
  ofBuilder('layerFields.bidirectional', 'bi-lstm-classifier'),
  ofBuilder('layerFields.recurrentDropout', writer),
  ofBuilder('layerFields.kernelInitializer', writer),
  ofBuilder('layerFields.recurrentInitializer', writer),
  ofBuilder('layerFields.forgetBias', writer),
  ofBuilder('layerFields.dim', 'word-lm'),
  ofBuilder('layerFields.initializer', 'word-lm'),
  ofBuilder('layerFields.trainable', 'word-lm'),
  ofBuilder('layerFields.tied', 'word-lm'),
  ofBuilder('layerFields.rate', 'course-classifier'),
  ofBuilder('layerFields.function', 'course-classifier'),
  ofBuilder('layerFields.attentionUnits', 'series-classifier'),
  ofBuilder('layerFields.vocabularySize', writer),
  ofBuilder('layerFields.kind', writer),
  ofBuilder('layerFields.size', 'lstm-predictor'),
];

/** Templates that have a field which others have not. */
const templateOf: Partial<Record<MessageKey, string>> = {
  'vectors.title': 'word-lm',
};

/** Weights belong to the classes of a dataset. */
const classWeightsEntry: SearchEntry = {
  ...ofBuilder('classWeights.title', 'bi-lstm-classifier'),
  to({ datasets }) {
    const labelled = datasets.find(({ kind }) => kind === 'labelled');
    const query = {
      template: 'bi-lstm-classifier',
      find: 'classWeights.title',
      ...(labelled && { dataset: labelled.id }),
    };
    return { name: 'new-model', query };
  },
};

const varianceEntry: SearchEntry = { ...ofBuilder('signals.title', writer), kind: 'panels' };

const trainingEntries: SearchEntry[] = [
  'vectors.title' as const,
  'trainFields.tokenizer' as const,
  'trainFields.minimumFrequency' as const,
  'trainFields.maxSteps' as const,
  'trainFields.bptt' as const,
  'trainFields.gradientAccumulation' as const,
  'trainFields.labelSmoothing' as const,
  'trainFields.beta1' as const,
  'trainFields.beta2' as const,
  'trainFields.epsilon' as const,
  'trainFields.l2' as const,
  'trainFields.schedule' as const,
  'trainFields.warmupSteps' as const,
  'trainFields.stopEarly' as const,
  'trainFields.everyEpoch' as const,
  'trainFields.everySteps' as const,
  'trainFields.everyMinutes' as const,
  'trainFields.keepLast' as const,
  'trainFields.keepBest' as const,
  'trainFields.spaceMegabytes' as const,
  'trainFields.threads' as const,
  'builder.rival' as const,
  'builder.name' as const,
  'builder.dataset' as const,
  'builder.task' as const,
].map((title) => ofBuilder(title, templateOf[title] ?? writer));

/** Fields that come with a choice in another one, which is where they are found. */
const dependentEntries: SearchEntry[] = [
  ...(['momentum', 'nesterov', 'decay', 'weightDecay', 'decayBiases'] as const).map((name) =>
    ofBuilder(`trainFields.${name}`, writer, 'settings.optimizer'),
  ),
  ...(['everyEpochs', 'factor', 'decayPerEpoch', 'finalFactor', 'plateauPatience'] as const).map((name) =>
    ofBuilder(`trainFields.${name}`, writer, 'trainFields.schedule'),
  ),
  ...(['patience', 'minDelta', 'restoreBest'] as const).map((name) =>
    ofBuilder(`trainFields.${name}`, writer, 'trainFields.stopEarly'),
  ),
  ...(['locale', 'bpeSize', 'leavesOutBlanks'] as const).map((name) =>
    ofBuilder(`trainFields.${name}`, writer, 'trainFields.tokenizer'),
  ),
  ...cellTypes
    .filter((type) => cellFacts(type).recurrentKernel === 'heads')
    .map((type) => ofBuilder('layerFields.heads', writer, layerTypeName(type))),
  ofBuilder('layerFields.epsilon', writer, layerTypeName('layer_norm')),
];

const otherLayers = ['one_hot', 'embedding', 'dropout', 'layer_norm', 'dense', 'activation'] as const;
const poolings = ['mean_pooling', 'max_pooling', 'attention_pooling'] as const;

/** Layers are called the same in every language, but by their terms, which say more. */
const layerEntries = [...cellTypes, ...otherLayers, ...poolings].map((type) => ({
  ...ofBuilder(`terms.${layerTerm(type)}.name`, writer, layerTypeName(type)),
  page: 'builder.palette' as const,
}));

/** The fields of a new run and of the builder, in the order in which they are found. */
export const modelEntries: readonly SearchEntry[] = [
  ...newRunEntries,
  rowsReadEntry,
  classWeightsEntry,
  varianceEntry,
  ...trainingEntries,
  ...layerFieldEntries,
  ...dependentEntries,
  ...layerEntries,
];
