import type { QueryClient } from '@tanstack/vue-query';
import type { RunChanges, RunListProgress } from '../../../src-main/contract/runs/run-progress.ts';
import type { Queries } from './queries.ts';

/** Old checkpoints leave when new ones come, so that their number alone does not tell. */
const telling: readonly (keyof RunChanges)[] = ['checkpointCount', 'checkpointBytes', 'epoch', 'state', 'train'];
/** Small networks end many epochs a second, which nobody can read. */
const leastBetweenMs = 1000;

/** Returns what asks again for the checkpoints, events and results of runs of which something has happened that changes them. */
export function createRunRefresh(queries: Queries, queryClient: QueryClient): (progress: RunListProgress) => void {
  const waiting = new Set<string>();
  let isAsking = false;

  const ask = (runId: string) =>
    Promise.all(
      [
        queries.runs.checkpoints,
        queries.runs.checkpointSpace,
        queries.runs.events,
        queries.runs.breakdown,
        queries.runs.doctor,
      ].map((question) => queryClient.invalidateQueries({ queryKey: question.key({ input: { runId } }) })),
    );

  /** One after the other: an answer that is asked for again before it has come would never come while runs hurry. */
  async function askForWaiting(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    while (waiting.size > 0) {
      const runIds = [...waiting];
      waiting.clear();
      const pause = new Promise((resolve) => setTimeout(resolve, leastBetweenMs));
      await Promise.all([...runIds.map(ask), pause]);
    }
    isAsking = false;
  }

  return ({ changed }) => {
    for (const changes of changed) if (telling.some((name) => name in changes)) waiting.add(changes.id);
    void askForWaiting();
  };
}
