import { z } from 'zod';

/** The things that a window asks for and somebody else may change, beside runs, trash and notices, which have streams of their own. */
export const storedKind = z.enum(['datasets', 'models', 'exports', 'settings', 'trials']);

export type StoredKind = z.infer<typeof storedKind>;
