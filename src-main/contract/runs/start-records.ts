import { z } from 'zod';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from '../spec-schemas.ts';
import { timestamp } from '../timestamp.ts';
import { runName } from './run-records.ts';

export const startRun = z.object({
  datasetId: z.string(),
  name: z.string().min(1).max(255).optional(),
  tokenizer: tokenizerSpecSchema.default({ type: 'character', minimumFrequency: 1 }),
  /** The network to train: a preset, or a person's own model. Its input and output layers become as large as the dataset asks. */
  presetId: z.string().nullable().default(null),
  model: modelSpecSchema.nullable().default(null),
  /** Changes to the preset's training settings, or the usual ones. */
  train: trainSpecSchema.partial().default({}),
  /** Lets all classes count the same, by weights in the place of `train.classWeights`. */
  balanceClasses: z.boolean().optional(),
  /**
   * A staged file of word vectors (GloVe, word2vec) that the embedding begins with; it gets their dimension. It stays as it is where
   * it is not trainable.
   */
  vectors: z
    .object({
      importId: z.string(),
      trainable: z.boolean().default(true),
      /** Leaves the file staged for a run beside this one. */
      keepFile: z.boolean().default(false),
    })
    .optional(),
  /** Rows that a forecaster tells at once; when left out, as many as the dataset says, or as the studio chooses. */
  horizon: z.int().min(1).max(10_000).optional(),
  /**
   * Rows that a forecaster reads, or at most of a sequence of numbers; when left out, a sequence length other than the usual one says
   * it, or else the studio chooses.
   */
  window: z.int().min(1).max(65_536).optional(),
  /** It does not begin before; when left out, it begins as soon as its turn comes. */
  startAt: timestamp.optional(),
});

/** A network that is looked at before it learns. */
export const initialSignalsInput = startRun
  .pick({ tokenizer: true, presetId: true, model: true, train: true, horizon: true, window: true })
  .extend({
    /** The dataset that the first batch comes from; null stands for random tokens or numbers. */
    datasetId: z.string().nullable(),
  });

export const extendRun = z.object({
  runId: z.string(),
  /** The number of additional epochs, counted from the last one that it has begun. */
  epochs: z.int().min(1).max(1_000_000),
});

export const branchRun = z.object({
  checkpointId: z.string(),
  name: runName.optional(),
  /** The settings that differ. `epochs` and `maxSteps` count from the beginning of the parent. */
  train: trainSpecSchema.partial().default({}),
  startAt: timestamp.optional(),
});

/** An estimate of a training's memory, in bytes, before there is one. */
export const runEstimate = z.object({
  parameterCount: z.int(),
  memory: z.object({
    parameters: z.int(),
    gradients: z.int(),
    optimizer: z.int(),
    /** The memory of a training and a validation pass. */
    activations: z.int(),
    /** The dataset, as text and as tokens. */
    data: z.int(),
    /** Parameters and optimizer on their way into a checkpoint, and the best parameters where they are kept. */
    copies: z.int(),
    total: z.int(),
  }),
  availableBytes: z.int(),
  /** `null` means that it fits. Otherwise what to change. */
  problem: z.string().nullable(),
});

export type BranchRun = z.infer<typeof branchRun>;
export type InitialSignalsInput = z.infer<typeof initialSignalsInput>;
export type RunEstimate = z.infer<typeof runEstimate>;
export type StartRun = z.infer<typeof startRun>;
