import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { SilentEngine } from '../../../src-main/contract/system-records.ts';
import { useStudio } from '../studio.ts';

/** Between a lost connection and the next attempt. */
const retryDelayMs = 500;

/** The engines of the host that say nothing, as that changes, for as long as the component lives. */
export function useSilentEngines(): Readonly<ShallowRef<readonly SilentEngine[]>> {
  const { client, connection } = useStudio();
  const silent = shallowRef<readonly SilentEngine[]>([]);
  const leaving = new AbortController();
  onScopeDispose(() => leaving.abort());

  async function follow(): Promise<void> {
    while (!leaving.signal.aborted && !connection.isClosed()) {
      await connection.connected();
      try {
        const updates = await client.system.silentEngines(undefined, { signal: leaving.signal });
        for await (const update of updates) silent.value = update;
      } catch {
        // The connection is lost, which the shell tells, and of the engines nothing is known.
      }
      silent.value = [];
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
    }
  }
  void follow();
  return silent;
}
