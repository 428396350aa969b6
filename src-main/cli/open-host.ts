import type { Host, Log } from '../host/host.ts';
import { projectVersion } from './project.ts';

/**
 * Opens the data folder for the time of `work`; whatever happens, engines are ended and the database is closed. `alsoLog` is told what the
 * terminal is told, and more.
 */
export async function withHost<T>(
  dataDir: string | undefined,
  work: (host: Host) => Promise<T>,
  alsoLog: Log = () => undefined,
): Promise<T> {
  const [{ createHost }, { spawnEngineChild }, { defaultDataDir }] = await Promise.all([
    import('../host/create-host.ts'),
    import('../engine-process/spawn-engine-child.ts'),
    import('../host/default-data-dir.ts'),
  ]);
  const host = await createHost({
    dataDir: dataDir ?? defaultDataDir(),
    spawnEngine: spawnEngineChild,
    version: projectVersion(),
    log(...entry) {
      logToTerminal(...entry);
      alsoLog(...entry);
    },
  });
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** Errors carry the id that the person is shown, so they are always printed; the rest only for a developer. */
const logToTerminal: Log = (level, message, error) => {
  const debug = process.env['KIOKU_DEBUG'] === '1';
  if (level !== 'error' && !debug) return;
  process.stderr.write(`${message}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
};
