import { z } from 'zod';

/**
 * The things that a window asks for and somebody else may change, beside runs, trash and notices, which have streams of their own. Of
 * checkpoints these are the marks that people give them: a run tells of new ones itself.
 */
export const storedKind = z.enum(['datasets', 'models', 'exports', 'settings', 'trials', 'sweeps', 'checkpoints']);

export type StoredKind = z.infer<typeof storedKind>;
