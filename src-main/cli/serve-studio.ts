import { defaultDataDir } from '../host/default-data-dir.ts';
import type { StudioSettings } from '../contract/settings-records.ts';
import type { ServeOptions, StudioServer } from '../host/serve.ts';
import type { UpgradeServer } from '../host/upgrade-server.ts';
import { surviveDefects } from '../host/survive-defects.ts';
import { builtStudio } from './desktop/studio-build.ts';
import { finishWork } from './finish-work.ts';
import { onInterruption } from './interruption.ts';
import { logToTerminal } from './log.ts';
import { processSpawning } from './process-spawning.ts';
import { projectVersion } from './project.ts';
import { openServeLog } from './serve-log.ts';
import { tellOfUpgrade } from './upgrade-progress.ts';

export interface ServingOptions extends Omit<ServeOptions, 'staticDir' | 'logRequest'> {
  dataDir: string | undefined;
  /** The studio's settings from the command line. */
  settings?: Partial<StudioSettings>;
  /** The file of the log, or `-` for standard error. */
  log?: string | undefined;
}

export interface ServedStudio extends Pick<StudioServer, 'url' | 'urlForOnce'> {
  /** Resolves when the person ends the studio with Ctrl-C. */
  interrupted: Promise<void>;
}

/** Serves the studio for the time of `work`. At the end imports and exports are finished, and trainings paused with a checkpoint. */
export async function serveStudio<T>(
  { dataDir, log: logPath, settings = {}, ...options }: ServingOptions,
  work: (studio: ServedStudio) => Promise<T>,
): Promise<T> {
  const staticDir = await builtStudio();
  const dataDirInUse = dataDir ?? defaultDataDir();
  const { log, request } = openServeLog(logPath, dataDirInUse);
  const [{ openStudioHost }, { serve }, spawning] = await Promise.all([
    import('../host/local/open-studio-host.ts'),
    import('../host/serve.ts'),
    processSpawning(),
  ]);
  const { port, address = '127.0.0.1', tls = null } = options;
  const upgrade = watchUpgrade(port === 0 || tls !== null ? null : { port, address });
  const opening = openStudioHost({
    onUpgrade: upgrade.tell,
    dataDir: dataDirInUse,
    ...spawning,
    role: 'server',
    settings,
    version: projectVersion(),
    log(...entry) {
      logToTerminal(...entry);
      log(...entry);
    },
  });
  const host = await opening.finally(() => upgrade.over());
  try {
    const server = await serve(host, { ...options, staticDir, logRequest: request });
    surviveDefects(host.log);
    // Listens to the end of the process: a second Ctrl-C must end it at once while trainings write their checkpoints.
    const interrupted = new Promise<void>((resolve) => void onInterruption(resolve));
    try {
      const result = await work({ url: server.url, urlForOnce: server.urlForOnce, interrupted });
      await finishWork(host);
      return result;
    } finally {
      await server.close();
    }
  } finally {
    await host.close();
  }
}

/** Tells how far an upgrade is, on the terminal and to browsers that open the place where the studio will be. null: there is none yet. */
function watchUpgrade(place: { port: number; address: string } | null) {
  const tellTerminal = tellOfUpgrade();
  let server: Promise<UpgradeServer | null> | null = null;
  const open = async () => {
    const { serveUpgrade } = await import('../host/upgrade-server.ts');
    // A port that is not to be had is told of when the studio itself asks for it.
    return place === null ? null : serveUpgrade(place.port, place.address).catch(() => null);
  };
  return {
    tell(share: number): void {
      tellTerminal(share);
      void (server ??= open()).then((opened) => opened?.tell(share));
    },
    over: async () => (await server)?.close(),
  };
}
