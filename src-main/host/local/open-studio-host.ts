import { setTimeout as delay } from 'node:timers/promises';
import { StudioError } from '../../contract/errors.ts';
import { createHost } from '../create-host.ts';
import type { Host, HostOptions } from '../host.ts';
import { attach } from './attach.ts';
import { listenLocally } from './listen-locally.ts';

const RETRY_MS = 100;
/** The time for which a host that is just starting or ending may hold the folder and answer nobody. */
const LONGEST_SILENCE_MS = 5000;

/**
 * Opens the data folder for a host that stays, and lets other programs of this account attach to it. The host of a single command makes room, and
 * that command goes on as an attached one. Throws as `createHost` does; `data-folder-locked` while another host that stays has the folder.
 */
export async function openStudioHost(options: HostOptions): Promise<Host> {
  const host = await openWhenFree(options);
  const door = await listenLocally(host, 'studio').catch((error: unknown) => {
    host.log('warn', 'Command lines cannot attach to this studio.', error);
    return null;
  });
  return {
    ...host,
    async close() {
      await door?.close();
      await host.close();
    },
  };
}

async function openWhenFree(options: HostOptions): Promise<Host> {
  const { dataDir, version } = options;
  let lastHeardAt = performance.now();
  for (;;) {
    const attached = await attach(dataDir, version);
    if (attached !== null) lastHeardAt = performance.now();
    const isLasting = attached !== null && attached !== 'ending' && attached.kind === 'studio';
    if (attached !== null && attached !== 'ending') {
      if (!isLasting) await attached.client.local.takeOver().catch(() => undefined);
      await attached.close();
    }
    try {
      return await createHost(options);
    } catch (error) {
      const isBusy = error instanceof StudioError && error.code === 'data-folder-locked';
      if (!isBusy || isLasting || performance.now() - lastHeardAt > LONGEST_SILENCE_MS) throw error;
    }
    await delay(RETRY_MS);
  }
}
