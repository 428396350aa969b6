import { z } from 'zod';

/**
 * The things that a window asks for and somebody else may change, besides runs, trash and notices, which have streams
 * of their own. `checkpoints` are the marks that people give to checkpoints: a run announces new ones itself.
 */
export const storedKind = z.enum([
  'datasets',
  'models',
  'exports',
  'settings',
  'trials',
  'sweeps',
  'checkpoints',
  'lessons',
  'notifications',
]);

export type StoredKind = z.infer<typeof storedKind>;
