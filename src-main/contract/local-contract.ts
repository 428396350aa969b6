import { eventIterator } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { contract } from './contract.ts';
import { procedure } from './procedure.ts';

/** Why whoever is attached has to look for another host. */
const hostEnding = z.object({
  /** Another host is about to take the place of this one, so that nobody else should. */
  hasSuccessor: z.boolean(),
});

/**
 * The API that a host offers over its local socket: the whole one, and procedures that name paths of this machine. Only the account that owns the data folder
 * gets there; a browser never does.
 */
export const localContract = {
  ...contract,
  local: {
    /** Prepares files of this machine for an import. They are read where they lie. */
    stageFiles: procedure
      .input(
        z.object({
          name: z.string().min(1).max(255),
          files: z
            .array(z.object({ path: z.string().min(1), bytes: z.int().min(0), file: z.string().min(1) }))
            .min(1)
            .max(100_000),
        }),
      )
      .output(z.object({ importId: z.string() })),
    /** Returns the path of an export's file. */
    exportedFile: procedure.input(z.object({ exportId: z.string() })).output(z.object({ file: z.string() })),
    /** Yields once, when the host wants to end: whoever is attached finishes what cannot wait and closes its connection. */
    ending: procedure.output(eventIterator(hostEnding)),
    /** Asks the host of a single command to end, because a host that stays takes its place. */
    takeOver: procedure.output(z.void()),
  },
};

export type HostEnding = z.infer<typeof hostEnding>;

export type LocalClient = ContractRouterClient<typeof localContract>;
