import { setTimeout as delay } from 'node:timers/promises';
import { StudioError } from '../../contract/errors.ts';
import { projectVersion } from '../project.ts';
import type { Access } from './access.ts';
import { attachedAccess } from './attached-host.ts';
import { openOwnHost } from './own-host.ts';

const RETRY_MS = 100;
/** The time for which a host that starts or ends may hold the folder and answer nobody. */
const LONGEST_SILENCE_MS = 30_000;
/** The time that an announced host may take to come. */
const LONGEST_SUCCESSION_MS = 10_000;
const QUIET_MS = 2000;

/**
 * Finds the host of the data folder and attaches to it; where there is none, this process becomes it. A host that is just starting or ending is
 * waited for. `hasSuccessor`: another one is about to start, and is given the first chance. Throws `data-folder-locked` where a host answers
 * nobody, an Error in words for a person where it is of another version, and what `createHost` throws.
 */
export async function findHost(dataDir: string, { hasSuccessor }: { hasSuccessor: boolean }): Promise<Access> {
  const { attach } = await import('../../host/local/attach.ts');
  const begunAt = performance.now();
  const elapsed = () => performance.now() - begunAt;
  let silentSince = begunAt;
  let hasSpoken = false;
  for (;;) {
    const attached = await attach(dataDir, projectVersion());
    if (attached === 'ending') silentSince = performance.now();
    else if (attached !== null) return attachedAccess(attached);
    else if (!hasSuccessor || elapsed() > LONGEST_SUCCESSION_MS) {
      try {
        return await openOwnHost(dataDir);
      } catch (error) {
        const isBusy = error instanceof StudioError && error.code === 'data-folder-locked';
        if (!isBusy || performance.now() - silentSince > LONGEST_SILENCE_MS) throw error;
      }
    }
    if (!hasSpoken && elapsed() > QUIET_MS) {
      process.stderr.write('Waiting for another Kioku Studio that is just starting or ending…\n');
      hasSpoken = true;
    }
    await delay(RETRY_MS);
  }
}
