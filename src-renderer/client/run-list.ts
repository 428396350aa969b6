import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { RunRecord } from '../../src-main/contract/records.ts';
import type { Connection } from './connect.ts';
import { isActive } from './run-state.ts';

/** All runs, newest first, kept fresh while the window is looked at. */
export interface RunList {
  /** null until they are loaded. */
  runs: Readonly<ShallowRef<RunRecord[] | null>>;
  error: Readonly<ShallowRef<unknown>>;
  active: ComputedRef<RunRecord[]>;
  refresh(): Promise<void>;
  /** Takes over what a call or a watch has just said about one run. */
  put(run: RunRecord): void;
  remove(runId: string): void;
}

const activeIntervalMs = 1500;
const idleIntervalMs = 8000;

export function createRunList(connection: Connection): RunList {
  const runs = shallowRef<RunRecord[] | null>(null);
  const error = shallowRef<unknown>(null);
  const active = computed(() => (runs.value ?? []).filter((run) => isActive(run.state)));
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = async () => {
    clearTimeout(timer);
    try {
      const list = await connection.client.runs.list();
      runs.value = list.toSorted((a, b) => b.createdAt - a.createdAt);
      error.value = null;
    } catch (cause) {
      error.value = cause;
    }
    clearTimeout(timer);
    timer = setTimeout(poll, active.value.length > 0 ? activeIntervalMs : idleIntervalMs);
  };

  /** Runs are also started elsewhere: in another window, from the command line. */
  const poll = () => {
    if (document.visibilityState === 'visible' && connection.status.value === 'connected') void refresh();
  };

  watch(connection.generation, refresh);
  if (connection.generation.value > 0) void refresh();
  document.addEventListener('visibilitychange', poll);

  return {
    runs,
    error,
    active,
    refresh,
    put(run) {
      const list = runs.value ?? [];
      const known = list.some((other) => other.id === run.id);
      runs.value = known ? list.map((other) => (other.id === run.id ? run : other)) : [run, ...list];
    },
    remove(runId) {
      runs.value = (runs.value ?? []).filter((run) => run.id !== runId);
    },
  };
}
