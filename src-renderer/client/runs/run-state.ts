import type { RunRecord, RunState } from '../../../src-main/contract/runs/run-records.ts';

/** Uses the engine now or will soon. */
export const isActive = (state: RunState): boolean => state === 'running' || state === 'queued';

/** Tells whether the run can go on from its last checkpoint. With the same numbers a diverged training would diverge again. */
export const isResumable = ({ state }: Pick<RunRecord, 'state'>): boolean =>
  state === 'paused' || state === 'stopped' || state === 'interrupted' || state === 'failed';

/** Share of the training done, 0…1; null before the plan is known. */
export const progressOf = (run: RunRecord): number | null =>
  run.totalSteps === null || run.totalSteps === 0 ? null : Math.min(1, run.step / run.totalSteps);
