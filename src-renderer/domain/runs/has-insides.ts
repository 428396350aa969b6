import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { recurrentLoops } from '../cells/recurrent-loops.ts';

/** Tells whether there is a network to look into: one that trains, or one that was kept. */
export const hasInsides = ({ checkpointCount, state, model }: Pick<RunRecord, 'checkpointCount' | 'state' | 'model'>) =>
  (checkpointCount > 0 || state === 'running') && recurrentLoops(model).length > 0;
