import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { HttpApiStatusRecord } from '../../src-main/contract/access-records.ts';
import { useStudio } from './studio.ts';

/** Follows where programs reach the host's HTTP API for as long as the component is shown; null means not known yet. */
export function useHttpApiStatus(): Readonly<ShallowRef<HttpApiStatusRecord | null>> {
  const { client, connection } = useStudio();
  const status = shallowRef<HttpApiStatusRecord | null>(null);
  let following = new AbortController();

  async function follow(signal: AbortSignal): Promise<void> {
    for await (const told of await client.httpApi.status(undefined, { signal })) status.value = told;
  }

  watch(
    connection.generation,
    () => {
      following.abort();
      following = new AbortController();
      // A lost connection brings another generation, which asks again.
      follow(following.signal).catch(() => undefined);
    },
    { immediate: true },
  );
  onScopeDispose(() => following.abort());
  return status;
}
