import { z } from 'zod';
import { recipeReasonKeys } from '../../src-engine/spec/recipe-spec.ts';
import type { Budget, RecipeReason } from '../../src-engine/spec/recipe-spec.ts';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from './spec-schemas.ts';

/** A week. */
export const longestBudgetSeconds = 7 * 24 * 3600;
export const shortestBudgetSeconds = 5;

const budget = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('time'),
    seconds: z.number().min(shortestBudgetSeconds).max(longestBudgetSeconds),
  }),
  z.strictObject({ kind: z.literal('as-long-as-it-learns') }),
]) satisfies z.ZodType<Budget>;

const reason = z.object({
  key: z.enum(recipeReasonKeys),
  values: z.record(z.string(), z.number()),
}) satisfies z.ZodType<RecipeReason>;

/** A person's own decisions win; all else is chosen. */
export const recommendInput = z.object({
  datasetId: z.string(),
  budget,
  tokenizer: tokenizerSpecSchema.optional(),
  /** A template to train; left out, the network is chosen too. */
  presetId: z.string().nullable().default(null),
  model: modelSpecSchema.nullable().default(null),
  train: trainSpecSchema.partial().default({}),
});

/** A network and its training for a budget on this machine; `runs.start` takes `tokenizer`, `model`, and `training` as its `train`. */
export const recommendation = z.object({
  /** The template that the network comes from; null where it was made for the text. */
  presetId: z.string().nullable(),
  tokenizer: tokenizerSpecSchema,
  model: modelSpecSchema,
  training: trainSpecSchema,
  /** The time of the whole training on this machine, if nothing else keeps it busy. */
  seconds: z.number(),
  parameters: z.int(),
  steps: z.int(),
  stepsPerEpoch: z.int(),
  tokensPerSecond: z.number(),
  reasons: z.array(reason),
});

/** The time of a training as it was asked for. */
export const trainingTime = z.object({
  seconds: z.number(),
  parameters: z.int(),
  steps: z.int(),
  stepsPerEpoch: z.int(),
});

/** The numbers of steps and samples of a training as it was asked for. */
export const trainingCounts = z.object({
  stepsPerEpoch: z.int(),
  totalSteps: z.int(),
  /** Texts, sentences, sequences or windows to train on in an epoch, and to validate on; null for running text, which has none. */
  trainingSamples: z.int().nullable(),
  validationSamples: z.int().nullable(),
});

export type TrainingCountsRecord = z.infer<typeof trainingCounts>;
export type RecommendInput = z.infer<typeof recommendInput>;
export type Recommendation = z.infer<typeof recommendation>;
export type TrainingTimeRecord = z.infer<typeof trainingTime>;
