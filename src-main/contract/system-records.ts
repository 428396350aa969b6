import { z } from 'zod';

export const systemInfo = z.object({
  version: z.string(),
  dataDir: z.string(),
  backends: z.array(z.string()),
  threads: z.int(),
  /** The build of the kernels that was found the fastest on this machine, and its 10⁹ operations a second on one thread; null means that none works. */
  variant: z.string().nullable(),
  gigaflops: z.number().nullable(),
  variants: z.array(z.string()), // the builds that a training can ask for by name on this machine
});

/** The machine's memory that the engines hold now, for training and for all else, in bytes; 0 for one that is not running. */
export const engineMemory = z.object({ training: z.int(), requests: z.int() });

export const engineName = z.enum(['training', 'requests']);

/** An engine that lives and says nothing: it is in the middle of one long computation, or stuck. `silentSince`: Unix time in ms. */
export const silentEngine = z.object({ engine: engineName, silentSince: z.int() });

export type SystemInfo = z.infer<typeof systemInfo>;
export type EngineName = z.infer<typeof engineName>;
export type SilentEngine = z.infer<typeof silentEngine>;
export type EngineMemory = z.infer<typeof engineMemory>;
