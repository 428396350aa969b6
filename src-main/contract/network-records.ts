import { z } from 'zod';
import { taskNames } from '../../src-engine/spec/model-spec.ts';

/** A trained network that comes along with the studio. It becomes a run, with its checkpoints, when it is opened first. */
export const bundledNetwork = z.object({
  id: z.string(),
  task: z.enum(taskNames),
  /** The language that it writes or reads, as a BCP 47 tag. */
  language: z.string(),
  /** The sample that it has learnt from, which becomes a dataset when the network is opened. */
  sampleId: z.string(),
  parameterCount: z.int(),
  /** The run that it has become; null until it is opened. */
  runId: z.string().nullable(),
  /** True when the person has removed it: it does not come back by itself. */
  isRemoved: z.boolean(),
});

export type BundledNetwork = z.infer<typeof bundledNetwork>;
