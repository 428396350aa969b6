import { z } from 'zod';

const trashKinds = ['run', 'dataset', 'checkpoint', 'model'] as const;

/** Something that was deleted and can still be had back. */
export const trashItem = z.object({
  id: z.string(),
  kind: z.enum(trashKinds),
  /** Its own, or that of a checkpoint's run. */
  name: z.string(),
  /** The step of a checkpoint; null for all other things. */
  step: z.int().nullable(),
  /** The bytes that its end frees at most: checkpoints may share what they hold. */
  bytes: z.int(),
  trashedAt: z.int(),
  /** From then on it is gone for good. */
  purgeAt: z.int(),
});

export type TrashKind = (typeof trashKinds)[number];
export type TrashItem = z.infer<typeof trashItem>;
