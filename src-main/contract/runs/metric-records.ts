import { z } from 'zod';
import { breakdown, scores } from './score-records.ts';

export const stepMetrics = z.object({
  step: z.int(),
  epoch: z.int(),
  loss: z.number(),
  gradientNorm: z.number(),
  learningRate: z.number(),
  tokensPerSecond: z.number(),
  elapsedMs: z.number(),
});

export const epochMetrics = z.object({
  epoch: z.int(),
  step: z.int(),
  trainLoss: z.number(),
  validationLoss: z.number().nullable(),
  validationAccuracy: z.number().nullable(),
  /** The metrics that `taskFacts` lists for the run's task, by name, without those that are functions of the loss. */
  validationScores: scores.default({}),
  tokensPerSecond: z.number(),
  elapsedMs: z.number(),
});

/** The measurement of an epoch with all that belongs to it, as bundles carry it. */
export const epochMeasurement = epochMetrics.extend({ breakdown: breakdown.nullable().default(null) });
