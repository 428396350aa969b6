import type { RunRecord, RunState } from '../../contract/runs/run-records.ts';
import type { WorkItem } from '../../system/ongoing-work.ts';
import type { Host } from '../host.ts';
import type { Activity, EndedRun } from './messages.ts';

const endings: readonly RunState[] = ['finished', 'failed', 'diverged', 'interrupted'];

/** Tells what the host is at whenever that changes in a way that would be seen, and which trainings have come to an end by themselves. */
export async function watchActivity(
  { client, work }: Pick<Host, 'client' | 'work'>,
  signal: AbortSignal,
  listener: { onActivity(activity: Activity): void; onEnded(run: EndedRun): void },
): Promise<void> {
  const runs = new Map<string, RunRecord>();
  let items: WorkItem[] = [];
  let told = '';
  const tell = () => {
    const activity = activityOf([...runs.values()], items);
    const text = JSON.stringify(activity);
    if (text !== told) listener.onActivity(activity);
    told = text;
  };
  const followWork = async () => {
    for await (const now of work.watch(signal)) {
      items = now;
      tell();
    }
  };
  const followRuns = async () => {
    let isFirst = true;
    for await (const { changed, deleted } of await client.runs.changes(undefined, { signal })) {
      for (const run of changed) {
        const before = runs.get(run.id)?.state;
        runs.set(run.id, run);
        const ended = endedRun(run);
        if (!isFirst && ended !== null && (before === 'running' || before === 'queued')) listener.onEnded(ended);
      }
      for (const id of deleted) runs.delete(id);
      isFirst = false;
      tell();
    }
  };
  await Promise.all([followRuns(), followWork()]);
}

function activityOf(runs: readonly RunRecord[], work: readonly WorkItem[]): Activity {
  const training = runs.find(({ state }) => state === 'running');
  return {
    training: training === undefined ? null : { runId: training.id, name: training.name, share: shareOf(training) },
    waiting: runs.filter(({ state }) => state === 'queued').length,
    work: [...work],
  };
}

/** To the thousandth: finer than a progress bar shows. */
const shareOf = ({ step, totalSteps }: RunRecord): number | null =>
  totalSteps === null || totalSteps === 0 ? null : Math.min(1000, Math.floor((step / totalSteps) * 1000)) / 1000;

function endedRun({ id, name, state, error }: RunRecord): EndedRun | null {
  if (!endings.includes(state)) return null;
  return { runId: id, name, state: state as EndedRun['state'], error };
}
