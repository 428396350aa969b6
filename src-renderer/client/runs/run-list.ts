import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { withChanges, type RunListProgress } from '../../../src-main/contract/runs/run-progress.ts';
import type { Connection } from '../connection/connect.ts';
import { followStream } from '../connection/follow-stream.ts';
import { isActive } from './run-state.ts';

/** All runs as they change: the person's own, newest first, then those of networks that came along with the studio. */
export interface RunList {
  /** null until they are loaded. */
  runs: ComputedRef<RunRecord[] | null>;
  error: Readonly<ShallowRef<unknown>>;
  active: ComputedRef<RunRecord[]>;
  refresh(): Promise<void>;
  /** Takes over what a call or a watch has just said about one run. */
  put(run: RunRecord): void;
  remove(runId: string): void;
}

/** `onProgress` hears of every change that the host tells. */
export function createRunList(connection: Connection, onProgress: (progress: RunListProgress) => void): RunList {
  const known = shallowRef<ReadonlyMap<string, RunRecord> | null>(null);
  const error = shallowRef<unknown>(null);
  const runs = computed(() => known.value && [...known.value.values()].sort(ownAndNewestFirst));
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

  // Apart from what calls have said meanwhile: changes are told of what was told before.
  const told = new Map<string, RunRecord>();
  const takeChanges = ({ added, changed, deleted }: RunListProgress): RunRecord[] => {
    const now = [...added];
    for (const changes of changed) {
      const before = told.get(changes.id);
      if (before !== undefined) now.push(withChanges(before, changes));
    }
    for (const run of now) told.set(run.id, run);
    for (const id of deleted) told.delete(id);
    return now;
  };

  // Runs are also started elsewhere: in another window, from the command line.
  void followStream(connection, () => connection.client.runs.followAll(), {
    onUpdate(update, isFirst) {
      if (isFirst) told.clear();
      const now = takeChanges(update);
      if (isFirst) replace(now);
      else change(now, update.deleted);
      onProgress(update);
    },
    onError: (cause) => (error.value = cause),
  });

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
  };
}

function ownAndNewestFirst(a: RunRecord, b: RunRecord): number {
  const isBundled = (run: RunRecord) => Number(run.bundledNetwork !== null);
  return isBundled(a) - isBundled(b) || b.createdAt - a.createdAt;
}
