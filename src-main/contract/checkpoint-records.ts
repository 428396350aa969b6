import { z } from 'zod';
import { checkpointSpaceSchema } from './spec-schemas.ts';

/** Fields that are left out stay unchanged. A name of null takes the name away. */
export const keepCheckpoint = z.object({
  checkpointId: z.string(),
  isPinned: z.boolean().optional(),
  name: z.string().trim().min(1).max(100).nullable().optional(),
});

/** The room that the checkpoints of a run take, where a tensor that several of them share counts once, and how much they may. */
export const checkpointSpace = z.object({ count: z.int(), usedBytes: z.int(), spaceBytes: z.int() });

export const setCheckpointSpace = z.object({ runId: z.string(), spaceBytes: checkpointSpaceSchema });

export type KeepCheckpoint = z.infer<typeof keepCheckpoint>;
export type CheckpointSpace = z.infer<typeof checkpointSpace>;
