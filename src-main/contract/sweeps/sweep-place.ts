import { z } from 'zod';

/** The place of a run in a sweep that ends runs early. */
export const sweepPlace = z.object({
  id: z.string(),
  /** The rung at which the run ends early, from 0; null means that it trains as long as was planned. */
  rung: z.int().nullable(),
});
