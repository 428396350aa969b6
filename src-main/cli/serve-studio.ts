import type { ServeOptions, StudioServer } from '../host/serve.ts';
import { builtStudio } from './desktop/studio-build.ts';
import { onInterruption } from './interruption.ts';
import { withHost } from './open-host.ts';

export interface ServingOptions extends Omit<ServeOptions, 'staticDir'> {
  dataDir: string | undefined;
}

export interface ServedStudio extends Pick<StudioServer, 'url' | 'urlForOnce'> {
  /** Resolves when the person ends the studio with Ctrl-C. */
  interrupted: Promise<void>;
}

/** Serves the studio for the time of `work`. Trainings that still run are paused with a checkpoint at the end. */
export async function serveStudio<T>(
  { dataDir, ...options }: ServingOptions,
  work: (studio: ServedStudio) => Promise<T>,
): Promise<T> {
  const staticDir = await builtStudio();
  return withHost(dataDir, async (host) => {
    const { serve } = await import('../host/serve.ts');
    const server = await serve(host, { ...options, staticDir });
    // Listens to the end of the process: a second Ctrl-C must end it at once while trainings write their checkpoints.
    const interrupted = new Promise<void>((resolve) => void onInterruption(resolve));
    try {
      return await work({ url: server.url, urlForOnce: server.urlForOnce, interrupted });
    } finally {
      await server.close();
    }
  });
}
