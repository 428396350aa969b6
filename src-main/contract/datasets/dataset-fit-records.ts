import { z } from 'zod';
import { datasetFitProblems } from './dataset-fit-problems.ts';
import { trainSpecSchema } from '../spec-schemas.ts';

/** Which weights are to go on learning, and from which data. */
export const datasetFitInput = z.object({ checkpointId: z.string(), datasetId: z.string() });

const problemCodes = Object.keys(datasetFitProblems) as [keyof typeof datasetFitProblems];

export const datasetFit = z.object({
  fits: z.boolean(),
  problems: z.array(
    z.object({
      code: z.enum(problemCodes),
      message: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  /** The number of tokens that the network would read in an epoch, or null for numbers and where something else is in the way. */
  tokens: z.int().nullable(),
  /**
   * Tokens of the dataset that the network's vocabulary lacks: how many, which share of all, and the most frequent of the different
   * ones. They become the unknown token where the vocabulary has one, and are passed over where it has none.
   */
  unknown: z.object({ count: z.int(), share: z.number(), different: z.int(), samples: z.array(z.string()) }).nullable(),
});

export const trainOnDatasetInput = datasetFitInput.extend({
  name: z.string().min(1).max(255).optional(),
  /** The settings that differ from the training of the weights; `epochs` are those on this dataset. */
  train: trainSpecSchema.partial().default({}),
  /** When its turn may come first, in milliseconds since 1970; at once when left out. */
  startAt: z.int().min(0).optional(),
});

export type DatasetFit = z.infer<typeof datasetFit>;
export type TrainOnDataset = z.infer<typeof trainOnDatasetInput>;
