import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { run } from '../runs/run-records.ts';
import { isComparable } from './comparable-fix.ts';
import { repeatWithSeeds } from './group-records.ts';
import { fixTrial, tryFix } from './trial-records.ts';

const comparableFix = tryFix.refine(
  ({ fix }) => isComparable(fix),
  'A fix that holds back other items, or weighs classes, cannot be judged by validation losses.',
);

/** The procedures of `runs` that concern repeats of a run with other seeds. */
export const groupProcedures = {
  /**
   * Trains a run again with other seeds until its group has the wanted number, and returns all runs of the group. Only
   * missing runs join the queue.
   */
  repeatWithSeeds: procedure.input(repeatWithSeeds).output(z.array(run)),
  /**
   * Puts pairs of short trainings, with a fix and without it, into the queue; when they are over, the fix has a
   * verdict.
   */
  tryFix: procedure.input(comparableFix).output(fixTrial),
  /** Lists the fixes that were tried for a run, the newest first. */
  fixTrials: procedure.input(z.object({ runId: z.string() })).output(z.array(fixTrial)),
};
