import { setTimeout as delay } from 'node:timers/promises';
import type { HostEnding } from '../../contract/local-contract.ts';
import type { LocalDoor } from '../../host/local/listen-locally.ts';
import { onInterruption } from '../interruption.ts';
import { logToTerminal } from '../log.ts';
import { processSpawning } from '../process-spawning.ts';
import { projectVersion } from '../project.ts';
import { tellOfUpgrade } from '../upgrade-progress.ts';
import type { Access } from './access.ts';

/** Whoever waits for less than this is not told why. */
const QUIET_MS = 1000;

/** Opens the data folder in this process, where other command lines can attach to it. Throws as `createHost` does. */
export async function openOwnHost(dataDir: string): Promise<Access> {
  const [{ createHost }, { listenLocally }, spawning] = await Promise.all([
    import('../../host/create-host.ts'),
    import('../../host/local/listen-locally.ts'),
    processSpawning(),
  ]);
  const host = await createHost({
    dataDir,
    ...spawning,
    role: 'command',
    version: projectVersion(),
    log: logToTerminal,
    onUpgrade: tellOfUpgrade(),
  });
  const door = await listenLocally(host, 'command').catch((error: unknown) => {
    logToTerminal('warn', 'Other programs cannot attach to this one.', error);
    return null;
  });
  const ending = new AbortController();
  const successor: HostEnding = { hasSuccessor: true };
  door?.takeOver.addEventListener('abort', () => ending.abort(successor), { once: true });
  return {
    client: host.client,
    ending: ending.signal,
    isLost: false,
    stageFiles: (name, files) => Promise.resolve(host.stageFiles(name, files)),
    exportedFile: ({ id }) => Promise.resolve(host.exportedFile(id)),
    async close() {
      if (door !== null) await seeOff(door, { hasSuccessor: ending.signal.aborted });
      await door?.close();
      await host.close();
    },
  };
}

/** Waits until those who are attached have finished what cannot go on elsewhere, or the person presses Ctrl-C. */
async function seeOff(door: LocalDoor, ending: HostEnding): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const stopListening = onInterruption(() => waiting.abort());
  try {
    const interrupted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    const emptied = door.empty(ending);
    const isQuick = await Promise.race([emptied.then(() => true), delay(QUIET_MS, false, { signal, ref: false })]);
    if (!isQuick && door.attached > 0)
      process.stderr.write(
        'Another command line is at work in the studio that this one opened. This one ends when that is done; Ctrl-C ends it now.\n',
      );
    await Promise.race([emptied, interrupted]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    waiting.abort();
    stopListening();
  }
}
