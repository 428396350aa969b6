import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { startRun } from '../runs/start-records.ts';

/** The units in which the length of a training is counted. */
export const rungUnits = ['epochs', 'steps'] as const;

/** The most runs of a sweep. */
export const mostSweepRuns = 200;

const startSweep = z.object({
  /** The name of the sweep, which all its runs get as a tag. */
  name: z.string().trim().min(1).max(50),
  runs: z.array(startRun).min(2).max(mostSweepRuns),
  rungs: z.object({
    unit: z.enum(rungUnits),
    /** The length for which every run is trained. */
    first: z.int().min(1).max(1_000_000),
    /** The length of a whole training. */
    whole: z.int().min(1).max(1e12),
    /** One in this many runs goes on from a rung to the next, which is this many times as long. */
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
      /** The number of runs that have reached the rung, and of those among them that may go on. */
      arrived: z.int(),
      promoted: z.int(),
    }),
  ),
  /** `true` means that no run goes on by itself any more. */
  isEnded: z.boolean(),
  createdAt: z.int(),
});

const sweepId = z.object({ sweepId: z.string() });

/** The sweeps by asynchronous successive halving; other sweeps are nothing but runs with a tag. */
export const sweepProcedures = {
  list: procedure.output(z.array(sweep)),
  /**
   * Puts all runs of the sweep into the queue. Whenever a run has reached a rung, the best of those that are there go
   * on.
   */
  start: procedure.input(startSweep).output(sweep),
  /** Lets no run go on by itself any more. Runs that wait or train are left as they are. */
  end: procedure.input(sweepId).output(sweep),
};

export type StartSweep = z.infer<typeof startSweep>;
export type SweepRecord = z.infer<typeof sweep>;
export type RungUnit = (typeof rungUnits)[number];
