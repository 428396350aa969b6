import { z } from 'zod';

/** The most characters that a network is let read at once. */
export const longestText = 20_000;

/** Which network is looked into: the one in training as it is now, or a checkpoint; null means the best. */
export const network = z.object({
  runId: z.string(),
  checkpointId: z.string().nullable().default(null),
  live: z.boolean().default(false),
});
export const seen = z.object({
  /** Optimizer steps that the network was trained for. */
  step: z.int(),
});
