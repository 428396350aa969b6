import { z } from 'zod';

/** The reasons for which runs of one setting belong together. */
const runGroupKinds = [
  /** The group consists of a run that a person has repeated with other seeds. */
  'seeds',
  /** The group consists of short runs of one side of a fix that is tried. */
  'trial',
] as const;

/** The group of a run: repeats of one setting that differ only in their seeds. */
export const runGroup = z.object({ id: z.string(), name: z.string(), kind: z.enum(runGroupKinds) });

/** The most seeds of a group. */
export const mostSeeds = 50;

export const repeatWithSeeds = z.object({
  runId: z.string(),
  /**
   * The number of runs that the group is to have, including the one that is repeated, and those that it already has.
   */
  seeds: z.int().min(2).max(mostSeeds),
  /** The name of the group; when left out, it is that of the run. */
  name: z.string().min(1).max(255).optional(),
  /** The time before which the repeats do not begin, in milliseconds since 1970. */
  startAt: z.int().optional(),
});

export type RunGroupKind = (typeof runGroupKinds)[number];
export type RepeatWithSeeds = z.input<typeof repeatWithSeeds>;
