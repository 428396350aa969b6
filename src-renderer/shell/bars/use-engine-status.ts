import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { backendNames, type BackendName } from '../../../src-engine/spec/backends.ts';
import { useStudio } from '../../client/studio.ts';
import { useQuery } from '../../client/queries/use-query.ts';

const everyMs = 2000;

export interface EngineStatus {
  /** `wasm relaxed` or `native-avx2`: what the arithmetic is done with, once it is known. */
  backend: ComputedRef<string | null>;
  /** The name of the backend that `auto` stands for. */
  fastest: ComputedRef<BackendName | null>;
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

  const fastest = computed(() => backendNames.find((name) => info.data.value?.backends.includes(name)) ?? null);

  return {
    backend: computed(() => fastest.value && describeKernels(fastest.value, info.data.value?.variant ?? null)),
    fastest,
    threads: computed(() => info.data.value?.threads ?? null),
    gigaflops: computed(() => info.data.value?.gigaflops ?? null),
    memoryBytes,
  };
}

/** Names a backend with the build of its kernels; that of native ones tells all by itself. */
export function describeKernels(backend: BackendName, variant: string | null): string {
  if (variant === null) return backend;
  return variant.startsWith('native-') ? variant : `${backend} ${variant}`;
}
