import type { StudioClient } from '../../contract/contract.ts';

const silent =
  'The engine has not answered for ten seconds: it is in the middle of one long computation, or stuck. It is waited for. Ctrl-C stops a ' +
  'training as soon as the engine answers; a second Ctrl-C ends it at once, and it can be resumed from its last checkpoint.\n';

/** Says on the terminal when an engine falls silent and when it answers again, until `signal` aborts. */
export async function tellOfSilence(client: StudioClient, signal: AbortSignal): Promise<void> {
  let wasSilent = false;
  try {
    for await (const engines of await client.system.silentEngines(undefined, { signal })) {
      const isSilent = engines.length > 0;
      if (isSilent && !wasSilent) process.stderr.write(silent);
      if (!isSilent && wasSilent) process.stderr.write('The engine answers again.\n');
      wasSilent = isSilent;
    }
  } catch {
    // The host has ended, or is an older one that does not know. What the command asks of it says so.
  }
}
