import { z } from 'zod';
import { fraction, initializer, layerId, units } from './layer-field-schemas.ts';
import { recurrentLayerSchemas } from './recurrent-layer-schemas.ts';
import { backendChoices } from '../../src-engine/spec/backends.ts';
import type { LayerSpec, ModelSpec } from '../../src-engine/spec/model-spec.ts';
import { checkpointSpaceLimits, type TrainSpec } from '../../src-engine/spec/train-spec.ts';
import type { SamplingSpec } from '../../src-engine/spec/generation-spec.ts';
import type { TokenizerSpec, TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import { taskNames } from '../../src-engine/tasks/facts.ts';
import { forecastSpecSchema } from './datasets/series-schemas.ts';
import { openLimits, trainingLimits } from './training-limits.ts';

/** Tokens, of which a dense layer has one unit each. */
const vocabularySize = z.int().min(1).max(16_777_216);
/** Layers of a stack. */
export const largestStack = 100;
const positive = z.number().positive();
/** A layer of a kind that is no recurrent cell. */
const layer = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({ type: z.literal(type), ...fields, id: layerId });

const layerSpecSchema = z.discriminatedUnion('type', [
  layer('one_hot', {}),
  layer('embedding', {
    dim: units,
    trainable: z.boolean().default(true),
    initializer: initializer.default('uniform'),
  }),
  ...recurrentLayerSchemas,
  layer('dropout', { rate: fraction }),
  layer('layer_norm', { epsilon: positive.max(1).default(1e-5) }),
  layer('mean_pooling', {}),
  layer('max_pooling', {}),
  layer('attention_pooling', {
    units,
    kernelInitializer: initializer.default('xavier_uniform'),
  }),
  layer('dense', {
    units: vocabularySize,
    kernelInitializer: initializer.default('xavier_uniform'),
    tied: z.boolean().exactOptional(),
  }),
  layer('activation', {
    activation: z.enum(['tanh', 'softsign', 'relu', 'sigmoid', 'hard_sigmoid', 'linear', 'softmax']),
  }),
]) satisfies z.ZodType<LayerSpec>;

/** Fills in defaults, so that a person may write `{ "type": "lstm", "units": 128 }`. */
export const modelSpecSchema = z.strictObject({
  task: z.enum(taskNames).default('language-model'),
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tokens'), vocabularySize }),
    z.strictObject({ kind: z.literal('features'), size: z.int().min(1).max(1_048_576) }),
  ]),
  layers: z.array(layerSpecSchema).max(largestStack),
  forecast: forecastSpecSchema.optional(),
}) satisfies z.ZodType<ModelSpec>;

const learningRate = positive;
const beta = fraction;

export const checkpointSpaceSchema = z.int().min(checkpointSpaceLimits.min).max(checkpointSpaceLimits.max);

const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
const atLeast = ({ min }: { min: number }) => z.number().min(min);
const countFrom = ({ min }: { min: number }) => z.int().min(min);

const warmupSteps = countFrom(openLimits.warmupSteps).default(openLimits.warmupSteps.min);

export const trainSpecSchema = z.strictObject({
  epochs: within(trainingLimits.epochs),
  maxSteps: countFrom(openLimits.maxSteps).nullable(),
  batchSize: within(trainingLimits.batchSize),
  sequenceLength: within(trainingLimits.sequenceLength),
  optimizer: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('sgd'), learningRate }),
    z.strictObject({ type: z.literal('momentum'), learningRate, momentum: beta, nesterov: z.boolean() }),
    z.strictObject({ type: z.literal('rmsprop'), learningRate, decay: beta, epsilon: positive }),
    z.strictObject({ type: z.literal('adagrad'), learningRate, epsilon: positive }),
    z.strictObject({ type: z.literal('adam'), learningRate, beta1: beta, beta2: beta, epsilon: positive }),
    z.strictObject({
      type: z.literal('adamw'),
      learningRate,
      beta1: beta,
      beta2: beta,
      epsilon: positive,
      weightDecay: atLeast(openLimits.weightDecay),
      decayBiases: z.boolean().optional(),
    }),
  ]),
  schedule: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('constant'), warmupSteps }),
    z.strictObject({
      type: z.literal('step'),
      warmupSteps,
      everyEpochs: countFrom(openLimits.everyEpochs),
      factor: positive,
    }),
    z.strictObject({ type: z.literal('exponential'), warmupSteps, decayPerEpoch: positive }),
    z.strictObject({ type: z.literal('cosine'), warmupSteps, finalFactor: atLeast(openLimits.finalFactor) }),
    z.strictObject({
      type: z.literal('reduce-on-plateau'),
      warmupSteps,
      patience: countFrom(openLimits.plateauPatience),
      factor: positive,
      minDelta: atLeast(openLimits.minDelta),
    }),
  ]),
  clip: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('norm'), max: positive }),
    z.strictObject({ type: z.literal('value'), max: positive }),
  ]),
  l2: atLeast(openLimits.l2),
  gradientAccumulation: countFrom(openLimits.gradientAccumulation),
  validationFraction: z.number().min(trainingLimits.validationFraction.min).max(trainingLimits.validationFraction.max),
  batching: z.literal([1, 2, 3]).optional(),
  earlyStopping: z
    .strictObject({
      patience: countFrom(openLimits.patience),
      minDelta: atLeast(openLimits.minDelta),
      restoreBest: z.boolean(),
      judgesEnd: z.boolean().exactOptional(),
    })
    .nullable(),
  classWeights: z.array(z.number().min(0)).nullable(),
  labelSmoothing: z.number().min(0).lt(1).exactOptional(),
  checkpoints: z.strictObject({
    everyEpoch: z.boolean(),
    everySteps: countFrom(openLimits.everySteps).nullable(),
    everyMinutes: positive.nullable(),
    keepLast: countFrom(openLimits.keptCheckpoints),
    keepBest: countFrom(openLimits.keptCheckpoints),
    spaceBytes: checkpointSpaceSchema.optional(),
  }),
  seed: within(trainingLimits.seed),
  backend: z.enum(backendChoices),
  threads: within(trainingLimits.threads).nullable(),
}) satisfies z.ZodType<TrainSpec>;

export const samplingSpecSchema = z.strictObject({
  temperature: z.number().min(0).max(100),
  topK: z.int().min(0),
  topP: z.number().gt(0).max(1),
  minP: z.number().min(0).max(1),
  repetitionPenalty: positive,
  repetitionWindow: z.int().min(0),
  stopStrings: z.array(z.string().min(1)).max(16),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
}) satisfies z.ZodType<SamplingSpec>;

const minimumFrequency = countFrom(openLimits.minimumFrequency).default(openLimits.minimumFrequency.min);

const languageTag = z.string().refine(isLanguageTag, 'A language tag such as en, ja or pt-BR is needed.');

const commonTokenizerFields = {
  minimumFrequency,
  /** A new run that leaves this out gets `true` for a language model of several documents. */
  boundary: z.boolean().optional(),
};

export const tokenizerSpecSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('character'), ...commonTokenizerFields }),
  z.strictObject({
    type: z.literal('word'),
    ...commonTokenizerFields,
    locale: languageTag,
    /**
     * A new run that leaves this out gets `true` for a classifier. A language model has to write blanks, and always has
     * them.
     */
    leavesOutBlanks: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('byte'), ...commonTokenizerFields }),
  z.strictObject({
    type: z.literal('bpe'),
    ...commonTokenizerFields,
    vocabularySize: within(trainingLimits.bpeVocabularySize),
  }),
]) satisfies z.ZodType<TokenizerSpec>;

const id = z.int().min(0);

export const tokenizerStateSchema = z
  .strictObject({
    spec: tokenizerSpecSchema,
    vocabulary: z.array(z.string()),
    unknownId: id.nullable(),
    boundaryId: id.optional(),
    merges: z.array(z.tuple([id, id])),
  })
  .refine(
    ({ vocabulary, unknownId, boundaryId, merges }) =>
      (unknownId === null || unknownId < vocabulary.length) &&
      (boundaryId === undefined || boundaryId === vocabulary.length - 1) &&
      merges.every((pair) => pair.every((each) => each < vocabulary.length)),
    'ids outside of the vocabulary',
  ) satisfies z.ZodType<TokenizerState>;

function isLanguageTag(text: string): boolean {
  try {
    return new Intl.Locale(text).language !== '';
  } catch {
    return false;
  }
}
