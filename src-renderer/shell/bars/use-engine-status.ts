import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { backendNames } from '../../../src-engine/spec/backends.ts';
import { useStudio } from '../../client/studio.ts';
import { useQuery } from '../../client/queries/use-query.ts';

const everyMs = 2000;

export interface EngineStatus {
  /** `wasm relaxed`: what the arithmetic is done with, once it is known. */
  backend: ComputedRef<string | null>;
  threads: ComputedRef<number | null>;
  /** 10⁹ operations a second, measured on one thread; null where there are no kernels. */
  gigaflops: ComputedRef<number | null>;
  /** The memory of both engine processes together; null until it is known. */
  memoryBytes: Readonly<ShallowRef<number | null>>;
}

/** The engine as the status bar shows it; its memory is asked for every other second while the window is seen. */
export function useEngineStatus(): EngineStatus {
  const { client, queries, connection } = useStudio();
  const info = useQuery(() => queries.system.info.queryOptions());
  const memoryBytes = shallowRef<number | null>(null);

  const measure = async () => {
    if (connection.status.value !== 'connected' || document.visibilityState === 'hidden') return;
    try {
      const { training, requests } = await client.system.memory();
      memoryBytes.value = training + requests;
    } catch {
      // The line or the engine has just gone, which other places tell. The next answer counts.
      memoryBytes.value = null;
    }
  };
  const timer = setInterval(() => void measure(), everyMs);
  onScopeDispose(() => clearInterval(timer));
  void connection.connected().then(measure);

  return {
    backend: computed(() => {
      const system = info.data.value;
      if (system === null) return null;
      const fastest = backendNames.find((name) => system.backends.includes(name)) ?? '';
      return system.variant === null ? fastest : `${fastest} ${system.variant}`;
    }),
    threads: computed(() => info.data.value?.threads ?? null),
    gigaflops: computed(() => info.data.value?.gigaflops ?? null),
    memoryBytes,
  };
}
