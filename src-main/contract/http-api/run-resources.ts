import { z } from 'zod';
import { taskNames } from '../../../src-engine/spec/model-spec.ts';
import { runStates } from '../runs/run-records.ts';
import { startRun } from '../runs/start-records.ts';
import { epochMetrics, stepMetrics } from '../runs/metric-records.ts';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from '../spec-schemas.ts';

const nameOrId = z.string().min(1).max(255);

export const modelParameters = z.object({ model: nameOrId.meta({ description: 'The name or id of a run.' }) });
export const runParameters = z.object({ run: nameOrId.meta({ description: 'The name or id of a run.' }) });

export const modelResource = z.object({
  /** The run's name, or its id where several have that name. */
  id: z.string(),
  object: z.literal('model'),
  /** Seconds since 1970. */
  created: z.int(),
  owned_by: z.literal('kioku'),
  run: z.string(),
  task: z.enum(taskNames),
  parameters: z.int(),
});

export const modelList = z.object({ object: z.literal('list'), data: z.array(modelResource) });

const datasetResource = z.object({
  id: z.string(),
  object: z.literal('dataset'),
  name: z.string(),
  kind: z.string(),
  bytes: z.int(),
  created: z.int(),
});

export const datasetList = z.object({ object: z.literal('list'), data: z.array(datasetResource) });

export const runResource = z.object({
  id: z.string(),
  object: z.literal('run'),
  name: z.string(),
  state: z.enum(runStates),
  task: z.enum(taskNames),
  dataset: z.object({ id: z.string(), name: z.string() }),
  parameters: z.int(),
  created: z.int(),
  step: z.int(),
  total_steps: z.int().nullable(),
  /** Epochs finished. */
  epoch: z.int(),
  train_loss: z.number().nullable(),
  validation_loss: z.number().nullable(),
  best_validation_loss: z.number().nullable(),
  best_epoch: z.int().nullable(),
  tokens_per_second: z.number().nullable(),
  elapsed_ms: z.number(),
  remaining_ms: z.number().nullable(),
  tags: z.array(z.string()),
  /** Why it failed or was interrupted. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const listRunsRequest = z.object({
  state: z.enum(runStates).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100).meta({ description: 'The newest come first.' }),
});

export const runList = z.object({ object: z.literal('list'), data: z.array(runResource), has_more: z.boolean() });

const { name, horizon, window } = startRun.shape;

export const startRunRequest = z.strictObject({
  dataset: nameOrId.meta({ description: 'The name or id of a dataset.' }),
  name,
  preset: z
    .string()
    .max(100)
    .nullish()
    .meta({ description: 'The network to train; the usual one for the data if left out.' }),
  model: modelSpecSchema.nullish().meta({ description: 'A network of your own, in the place of a preset.' }),
  tokenizer: tokenizerSpecSchema.optional(),
  train: trainSpecSchema
    .partial()
    .optional()
    .meta({ description: 'Training settings that differ from the usual ones.' }),
  horizon,
  window,
});

export const metricsRequest = runParameters.extend({
  after_step: z.coerce.number().int().min(0).default(0),
  max_points: z.coerce.number().int().min(10).max(20_000).default(1000).meta({
    description: 'About so many steps are told at most, with the lowest and highest losses among them.',
  }),
});

export const metricsResponse = z.object({
  object: z.literal('run.metrics'),
  run: z.string(),
  steps: z.array(
    z.object({
      step: stepMetrics.shape.step,
      epoch: stepMetrics.shape.epoch,
      loss: z.number(),
      gradient_norm: z.number(),
      learning_rate: z.number(),
      tokens_per_second: z.number(),
      elapsed_ms: z.number(),
    }),
  ),
  epochs: z.array(
    z.object({
      epoch: epochMetrics.shape.epoch,
      step: epochMetrics.shape.step,
      train_loss: z.number(),
      validation_loss: z.number().nullable(),
      validation_accuracy: z.number().nullable(),
      scores: epochMetrics.shape.validationScores.unwrap(),
      tokens_per_second: z.number(),
      elapsed_ms: z.number(),
    }),
  ),
});

export type ModelResource = z.infer<typeof modelResource>;
export type RunResource = z.infer<typeof runResource>;
export type ListRunsRequest = z.infer<typeof listRunsRequest>;
export type StartRunRequest = z.infer<typeof startRunRequest>;
export type MetricsRequest = z.infer<typeof metricsRequest>;
export type MetricsResponse = z.infer<typeof metricsResponse>;
