import { builtStudio } from './desktop/studio-build.ts';
import { onInterruption } from './interruption.ts';
import { withHost } from './open-host.ts';

export interface ServedStudio {
  /** With the token that lets a browser in. */
  url: string;
  /** Resolves when the person ends the studio with Ctrl-C. */
  interrupted: Promise<void>;
}

/** Serves the studio on 127.0.0.1 for the time of `work`. Trainings that still run are paused with a checkpoint at the end. */
export async function serveStudio<T>(
  options: { dataDir: string | undefined; port: number },
  work: (studio: ServedStudio) => Promise<T>,
): Promise<T> {
  const staticDir = await builtStudio();
  return withHost(options.dataDir, async (host) => {
    const { serve } = await import('../host/serve.ts');
    const server = await serve(host, { port: options.port, staticDir });
    // Listens to the end of the process: a second Ctrl-C must end it at once while trainings write their checkpoints.
    const interrupted = new Promise<void>((resolve) => void onInterruption(resolve));
    try {
      return await work({ url: server.url, interrupted });
    } finally {
      await server.close();
    }
  });
}
