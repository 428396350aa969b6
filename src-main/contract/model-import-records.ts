import { z } from 'zod';
import { run, runStates } from './runs/run-records.ts';
import { modelSpecSchema } from './spec-schemas.ts';
import { weightsInspection } from './weights-import-records.ts';

const bundleInspection = z.object({
  kind: z.literal('bundle'),
  fileName: z.string(),
  bytes: z.int(),
  /** The run's name. */
  name: z.string(),
  model: modelSpecSchema,
  state: z.enum(runStates),
  step: z.int(),
  epoch: z.int(),
  /** The validation loss of the best epoch. */
  validationLoss: z.number().nullable(),
  checkpointCount: z.int(),
  /** The version of the studio that wrote it, and when. */
  studio: z.string(),
  createdAt: z.int(),
  /** `sha256` null means that it was not known where the bundle was made either. */
  dataset: z.object({ name: z.string(), sha256: z.string().nullable(), bytes: z.int() }),
  /** The dataset goes along. */
  hasText: z.boolean(),
  isDatasetHere: z.boolean(),
  /** The names here of runs that are this one, as it was or as it has become; it would be here once more. */
  hereAs: z.array(z.string()),
});

/** The content of a file that brings a run or a network, before anything is made of it. */
export const modelFileInspection = z.discriminatedUnion('kind', [bundleInspection, weightsInspection]);

export const modelImportUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({ type: z.literal('imported'), run }),
]);

export type BundleInspection = z.infer<typeof bundleInspection>;
export type ModelFileInspection = z.infer<typeof modelFileInspection>;
export type ModelImportUpdate = z.infer<typeof modelImportUpdate>;
