import type { RunState } from '../../src-main/contract/runs/run-records.ts';

/** What a studio under test says, one JSON object a line, after what it says is on disk. */
export type StudioMessage =
  | { type: 'ready'; runs: { id: string; state: RunState }[] }
  | { type: 'imported'; datasetId: string; hash: string }
  | { type: 'training' | 'interrupted'; runId: string }
  /** Steps that have a checkpoint. */
  | { type: 'saved'; runId: string; steps: number[] }
  | { type: 'finished'; runId: string }
  | { type: 'importing' }
  | { type: 'deleting' | 'deleted'; id: string }
  /** Something that no kill explains. */
  | { type: 'broken'; message: string };
