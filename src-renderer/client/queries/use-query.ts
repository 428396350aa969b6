import { onScopeDispose, shallowRef, watch, type ShallowRef, type WatchSource } from 'vue';
import { useStudio } from '../studio.ts';

export interface Query<T> {
  /** The latest answer, kept while it is loaded again; null before the first one. */
  data: ShallowRef<T | null>;
  error: Readonly<ShallowRef<unknown>>;
  reload(): Promise<void>;
}

/** Loads from the host now, when `dependencies` change and when a lost connection is back. Late answers of older calls are dropped. */
export function useQuery<T>(load: () => Promise<T>, dependencies: WatchSource[] = []): Query<T> {
  const { connection } = useStudio();
  const data = shallowRef<T | null>(null);
  const error = shallowRef<unknown>(null);
  let latest = 0;

  const reload = async () => {
    const call = ++latest;
    try {
      const answer = await load();
      if (call !== latest) return;
      data.value = answer;
      error.value = null;
    } catch (cause) {
      if (call === latest) error.value = cause;
    }
  };

  watch(dependencies, () => {
    data.value = null;
    void reload();
  });
  watch(connection.generation, reload);
  onScopeDispose(() => (latest = -1));
  // Before the first line is open the watch above will do it.
  if (connection.generation.value > 0) void reload();
  return { data, error, reload };
}
