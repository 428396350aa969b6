import { z } from 'zod';

/** The reasons for which runs of one setting belong together. */
const runGroupKinds = [
  /** A person has repeated a run with other seeds. */
  'seeds',
  /** Short runs of one side of a fix that is tried. */
  'trial',
] as const;

/** The group of a run: repeats of one setting that differ in their seeds alone. */
export const runGroup = z.object({ id: z.string(), name: z.string(), kind: z.enum(runGroupKinds) });

/** The seeds of a group, at most. */
export const mostSeeds = 50;

export const repeatWithSeeds = z.object({
  runId: z.string(),
  /** How many runs the group is to have, with the one that is repeated, and those that it has already. */
  seeds: z.int().min(2).max(mostSeeds),
  /** The name of the group; that of the run when left out. */
  name: z.string().min(1).max(255).optional(),
  /** The repeats do not begin before, in milliseconds since 1970. */
  startAt: z.int().optional(),
});

export type RunGroupKind = (typeof runGroupKinds)[number];
export type RepeatWithSeeds = z.input<typeof repeatWithSeeds>;
