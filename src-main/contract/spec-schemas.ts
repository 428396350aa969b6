import { z } from 'zod';
import { fraction, initializer, layerId, units } from './layer-field-schemas.ts';
import { recurrentLayerSchemas } from './recurrent-layer-schemas.ts';
import { backendChoices, backendSummaries, variantChoices } from '../../src-engine/spec/backends.ts';
import { taskNames, type LayerSpec, type ModelSpec } from '../../src-engine/spec/model-spec.ts';
import { checkpointSpaceLimits, type TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { weightPrecisions, type SamplingSpec } from '../../src-engine/spec/generation-spec.ts';
import type { TokenizerSpec, TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
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

const learningRate = positive.describe('the length of the optimizer’s steps');
const epsilon = positive.describe('a small number that keeps divisions from growing without bounds');
const beta1 = fraction.describe('how much of the mean of the gradients stays from step to step');
const beta2 = fraction.describe('how much of the mean of their squares stays from step to step');

export const checkpointSpaceSchema = z.int().min(checkpointSpaceLimits.min).max(checkpointSpaceLimits.max);

const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
const atLeast = ({ min }: { min: number }) => z.number().min(min);
const countFrom = ({ min }: { min: number }) => z.int().min(min);

const factor = positive.describe('what the rate is multiplied by when it falls');
const minDelta = atLeast(openLimits.minDelta).describe(
  'the fall of the validation loss, in nats, that counts as an improvement',
);
const warmupSteps = countFrom(openLimits.warmupSteps)
  .default(openLimits.warmupSteps.min)
  .describe('optimizer steps in which the rate rises from 0 to its full length');

export const trainSpecSchema = z.strictObject({
  epochs: within(trainingLimits.epochs).describe('passes over the data'),
  maxSteps: countFrom(openLimits.maxSteps)
    .nullable()
    .describe('ends after this many optimizer steps; null means never before the last epoch'),
  batchSize: within(trainingLimits.batchSize).describe('pieces of text that are read side by side'),
  sequenceLength: within(trainingLimits.sequenceLength).describe(
    'tokens through which the error is sent back, or rows that a forecaster reads',
  ),
  optimizer: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('sgd'), learningRate }),
      z.strictObject({
        type: z.literal('momentum'),
        learningRate,
        momentum: fraction.describe('how much of the last step goes into the next one'),
        nesterov: z.boolean().describe('takes the gradient where the momentum leads'),
      }),
      z.strictObject({
        type: z.literal('rmsprop'),
        learningRate,
        decay: fraction.describe('how much of the mean of the squared gradients stays from step to step'),
        epsilon,
      }),
      z.strictObject({ type: z.literal('adagrad'), learningRate, epsilon }),
      z.strictObject({ type: z.literal('adam'), learningRate, beta1, beta2, epsilon }),
      z.strictObject({
        type: z.literal('adamw'),
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay: atLeast(openLimits.weightDecay).describe(
          'the share of the rate by which weights shrink at each step',
        ),
        decayBiases: z.boolean().optional().describe('lets the weight decay of adamw shrink biases too'),
      }),
    ])
    .describe('how gradients change the weights'),
  schedule: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('constant'), warmupSteps }),
      z.strictObject({
        type: z.literal('step'),
        warmupSteps,
        everyEpochs: countFrom(openLimits.everyEpochs).describe('epochs from one fall of the rate to the next'),
        factor,
      }),
      z.strictObject({
        type: z.literal('exponential'),
        warmupSteps,
        decayPerEpoch: positive.describe('what the rate is multiplied by at each epoch'),
      }),
      z.strictObject({
        type: z.literal('cosine'),
        warmupSteps,
        finalFactor: atLeast(openLimits.finalFactor).describe('the share of the rate that is left at the end'),
      }),
      z.strictObject({
        type: z.literal('reduce-on-plateau'),
        warmupSteps,
        patience: countFrom(openLimits.plateauPatience).describe('epochs without an improvement before the rate falls'),
        factor,
        minDelta,
      }),
    ])
    .describe('how the learning rate changes in the course of the training'),
  clip: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('norm'), max: positive.describe('the largest norm of all gradients together') }),
      z.strictObject({ type: z.literal('value'), max: positive.describe('the largest value of a gradient') }),
    ])
    .describe('how gradients that are too long are made shorter'),
  l2: atLeast(openLimits.l2).describe('the coefficient of the penalty on large weights; 0 switches it off'),
  gradientAccumulation: countFrom(openLimits.gradientAccumulation).describe(
    'batches whose gradients are averaged before one optimizer step',
  ),
  validationFraction: z
    .number()
    .min(trainingLimits.validationFraction.min)
    .max(trainingLimits.validationFraction.max)
    .describe('the share of the data that is held back to validate on'),
  batching: z
    .literal([1, 2, 3])
    .optional()
    .describe('the version of the rules by which data becomes batches; 3 in new runs'),
  earlyStopping: z
    .strictObject({
      patience: countFrom(openLimits.patience).describe(
        'ends after so many epochs in which the validation loss did not improve',
      ),
      minDelta,
      restoreBest: z.boolean().describe('puts the weights of the best epoch back at the end'),
      judgesEnd: z
        .boolean()
        .exactOptional()
        .describe('lets a run that ends in the middle of an epoch be at its best there'),
    })
    .nullable()
    .describe('ends the training when it does not get better; null means never'),
  classWeights: z
    .array(z.number().min(0))
    .nullable()
    .describe('how much each class counts, in the order of kioku import; null means all the same'),
  labelSmoothing: z
    .number()
    .min(0)
    .lt(1)
    .exactOptional()
    .describe('share of every target that is spread over all classes or tokens'),
  checkpoints: z
    .strictObject({
      everyEpoch: z.boolean().describe('saves a checkpoint after each epoch'),
      everySteps: countFrom(openLimits.everySteps)
        .nullable()
        .describe('saves one after so many optimizer steps; null means not by steps'),
      everyMinutes: positive.nullable().describe('saves one after so many minutes; null means not by time'),
      keepLast: countFrom(openLimits.keptCheckpoints).describe('the latest ones that stay while there is room'),
      keepBest: countFrom(openLimits.keptCheckpoints).describe('the best ones that stay while there is room'),
      spaceBytes: checkpointSpaceSchema.optional().describe('the bytes that all checkpoints of the run may take'),
    })
    .describe('when checkpoints are saved, and which of them stay'),
  seed: within(trainingLimits.seed).describe('decides all that is random: the same seed trains the same network'),
  backend: z.enum(backendChoices).describe(`what computes: ${backendSummaries}`),
  variant: z
    .enum(variantChoices)
    .optional()
    .describe('the build of its kernels (the fastest of this machine if left out)'),
  threads: within(trainingLimits.threads)
    .nullable()
    .describe('threads that compute, which change no bit; null means as suits the machine'),
}) satisfies z.ZodType<TrainSpec>;

/** The numbers that a network reads its matrices as while it writes: with half as many bytes one text comes faster, and may be another. */
export const weightPrecisionSchema = z.enum(weightPrecisions);

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

const minimumFrequency = countFrom(openLimits.minimumFrequency)
  .default(openLimits.minimumFrequency.min)
  .describe('rarer characters or words become one unknown token');

const languageTag = z.string().refine(isLanguageTag, 'A language tag such as en, ja or pt-BR is needed.');

const commonTokenizerFields = {
  minimumFrequency,
  /** A new run that leaves this out gets `true` for a language model of several documents. */
  boundary: z.boolean().optional().describe('adds a token that begins and ends every document'),
};

export const tokenizerSpecSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('character'), ...commonTokenizerFields }),
  z.strictObject({
    type: z.literal('word'),
    ...commonTokenizerFields,
    locale: languageTag.describe('whose rules cut words: en, ja, pt-BR…'),
    /**
     * A new run that leaves this out gets `true` for a classifier. A language model has to write blanks, and always has
     * them.
     */
    leavesOutBlanks: z.boolean().optional().describe('makes no tokens of the white space between words'),
  }),
  z.strictObject({ type: z.literal('byte'), ...commonTokenizerFields }),
  z.strictObject({
    type: z.literal('bpe'),
    ...commonTokenizerFields,
    vocabularySize: within(trainingLimits.bpeVocabularySize).describe('tokens that bpe learns, with the 256 bytes'),
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
