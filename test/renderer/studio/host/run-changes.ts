import type { RunListUpdate, RunRecord, RunUpdate } from '../../../../src-main/contract/runs/run-records.ts';
import type { FakeHost } from '../fake-host.ts';
import { find } from './records.ts';

/** Changes a run, and tells those who follow the runs. */
export function changeRun(host: FakeHost, id: string, fields: Partial<RunRecord>): RunRecord {
  const changed = { ...find(host.runs, id), ...fields };
  host.runs = host.runs.map((run) => (run.id === id ? changed : run));
  host.changeRuns({ changed: [changed], deleted: [] });
  return changed;
}

/** Tells of a run for as long as somebody listens; it ends at once where there is none. */
export async function* tellRun(
  host: FakeHost,
  runId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunUpdate> {
  const run = host.runs.find(({ id }) => id === runId);
  if (run === undefined) return;
  yield { run, ...host.measured };
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** Tells all runs, and then what changes of them. */
export async function* tellRuns(host: FakeHost, signal: AbortSignal | undefined): AsyncGenerator<RunListUpdate> {
  const updates: RunListUpdate[] = [{ changed: host.runs, deleted: [] }];
  let wake: () => void = () => undefined;
  const listener = (update: RunListUpdate) => {
    updates.push(update);
    wake();
  };
  host.runListeners.add(listener);
  signal?.addEventListener('abort', () => wake());
  while (signal?.aborted !== true) {
    yield* updates.splice(0);
    await new Promise<void>((resolve) => (wake = resolve));
  }
  host.runListeners.delete(listener);
}
