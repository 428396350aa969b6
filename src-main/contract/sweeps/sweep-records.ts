import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { startRun } from '../records.ts';

/** What the length of a training is counted in. */
export const rungUnits = ['epochs', 'steps'] as const;

/** The runs of a sweep, at most. */
const mostSweepRuns = 200;

const startSweep = z.object({
  /** All its runs get it as a tag. */
  name: z.string().trim().min(1).max(50),
  runs: z.array(startRun).min(2).max(mostSweepRuns),
  rungs: z.object({
    unit: z.enum(rungUnits),
    /** Every run is trained for so long. */
    first: z.int().min(1).max(1_000_000),
    /** A whole training. */
    whole: z.int().min(1).max(1e12),
    /** One in so many runs goes on from a rung to the next, which is so many times as long. */
    reduction: z.int().min(2).max(10),
  }),
});

/** A sweep that ends runs early. */
const sweep = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.enum(rungUnits),
  reduction: z.int(),
  /** The lengths at which runs end early, ascending; from the last one a run goes on to its end. */
  rungs: z.array(
    z.object({
      count: z.int(),
      /** The runs that have come there, and those of them that may go on. */
      arrived: z.int(),
      promoted: z.int(),
    }),
  ),
  /** No run goes on by itself any more. */
  isEnded: z.boolean(),
  createdAt: z.int(),
});

const sweepId = z.object({ sweepId: z.string() });

/** Sweeps by asynchronous successive halving; others are runs with a tag, and nothing else. */
export const sweepProcedures = {
  list: procedure.output(z.array(sweep)),
  /** Puts all its runs into the queue. Whenever one has come to a rung, the best of those that are there go on. */
  start: procedure.input(startSweep).output(sweep),
  /** Lets no run go on by itself any more. Runs that wait or train are left as they are. */
  end: procedure.input(sweepId).output(sweep),
};

export type StartSweep = z.infer<typeof startSweep>;
export type SweepRecord = z.infer<typeof sweep>;
export type RungUnit = (typeof rungUnits)[number];
