import { z } from 'zod';
import { checkpointSpaceSchema } from '../spec-schemas.ts';
import { timestamp } from '../timestamp.ts';

export const checkpoint = z.object({
  id: z.string(),
  runId: z.string(),
  step: z.int(),
  epoch: z.int(),
  /** The epoch whose network it holds, and whose loss it tells, where that was put back at the end of the training; null elsewhere. */
  restoredEpoch: z.int().nullable().default(null),
  reason: z.enum(['epoch', 'interval', 'best', 'pause', 'stop', 'finish', 'request', 'branch']),
  validationLoss: z.number().nullable(),
  bytes: z.int(),
  createdAt: timestamp,
  /** It stays, however little room there is; so does one that has a name. */
  isPinned: z.boolean().default(false),
  name: z.string().nullable().default(null),
});

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
export type CheckpointRecord = z.infer<typeof checkpoint>;
