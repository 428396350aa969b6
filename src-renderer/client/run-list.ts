import { computed, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { RunRecord } from '../../src-main/contract/records.ts';
import type { Connection } from './connect.ts';
import { isConnectionError } from './errors.ts';
import { isActive } from './run-state.ts';

/** All runs, newest first, as they change. */
export interface RunList {
  /** null until they are loaded. */
  runs: ComputedRef<RunRecord[] | null>;
  error: Readonly<ShallowRef<unknown>>;
  active: ComputedRef<RunRecord[]>;
  refresh(): Promise<void>;
  /** Takes over what a call or a watch has just said about one run. */
  put(run: RunRecord): void;
  remove(runId: string): void;
  /** Runs that are about to be deleted are no longer shown. */
  hidden: Ref<ReadonlySet<string>>;
}

/** Between a failed line and the next attempt, so that a half-closed socket is not asked again and again. */
const retryDelayMs = 500;

export function createRunList(connection: Connection): RunList {
  const known = shallowRef<ReadonlyMap<string, RunRecord> | null>(null);
  const hidden = shallowRef<ReadonlySet<string>>(new Set());
  const error = shallowRef<unknown>(null);
  const runs = computed(
    () =>
      known.value &&
      [...known.value.values()].filter(({ id }) => !hidden.value.has(id)).sort((a, b) => b.createdAt - a.createdAt),
  );
  const active = computed(() => (runs.value ?? []).filter((run) => isActive(run.state)));

  const replace = (list: readonly RunRecord[]) => {
    known.value = new Map(list.map((run) => [run.id, run]));
    error.value = null;
  };
  const change = (changed: readonly RunRecord[], deleted: readonly string[]) => {
    const next = new Map(known.value);
    for (const run of changed) next.set(run.id, run);
    for (const id of deleted) next.delete(id);
    known.value = next;
  };

  /** Runs are also started elsewhere: in another window, from the command line. */
  const follow = async () => {
    for (;;) {
      await connection.connected();
      try {
        let isFirst = true;
        for await (const { changed, deleted } of await connection.client.runs.changes()) {
          if (isFirst) replace(changed);
          else change(changed, deleted);
          isFirst = false;
        }
      } catch (cause) {
        if (!isConnectionError(cause)) error.value = cause;
      }
      if (connection.isClosed()) return;
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
    }
  };
  void follow();

  return {
    runs,
    error,
    active,
    async refresh() {
      try {
        replace(await connection.client.runs.list());
      } catch (cause) {
        error.value = cause;
      }
    },
    put: (run) => change([run], []),
    remove: (runId) => change([], [runId]),
    hidden,
  };
}
