import { watchDebounced } from '@vueuse/core';
import { shallowReactive } from 'vue';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';

/** Trainings report twenty changes a second, and a list needs none of them at once. */
const quietMs = 1000;

export interface RunQuestion<Answer extends { runId: string }> {
  runs: () => readonly RunRecord[];
  /** The most runs that may be asked about at once. */
  most: number;
  /** Rejects where the connection is lost, which a banner of its own tells: a row says enough without its answer. */
  ask(runIds: string[]): Promise<readonly Answer[]>;
}

/**
 * The answers about each of many runs, by id; they are requested anew when an epoch has ended or the run's state has
 * changed.
 */
export function useRunAnswers<Answer extends { runId: string }>({
  runs,
  most,
  ask,
}: RunQuestion<Answer>): ReadonlyMap<string, Answer> {
  const answers = shallowReactive(new Map<string, Answer>());
  const known = new Map<string, string>();
  const markOf = ({ epoch, state }: RunRecord) => `${state} ${epoch}`;

  async function load(): Promise<void> {
    const wanted = runs().filter((run) => run.step > 0 && known.get(run.id) !== markOf(run));
    const lot = wanted.slice(0, most);
    if (lot.length === 0) return;
    for (const run of lot) known.set(run.id, markOf(run));
    const told = await ask(lot.map(({ id }) => id)).catch(() => null);
    if (told !== null) {
      const byId = new Map(told.map((answer) => [answer.runId, answer]));
      for (const { id } of lot) {
        const answer = byId.get(id);
        if (answer === undefined) answers.delete(id);
        else answers.set(id, answer);
      }
    }
    if (wanted.length > lot.length) await load();
  }

  watchDebounced(
    () =>
      runs()
        .map((run) => run.id + markOf(run))
        .join(),
    load,
    {
      debounce: quietMs,
      maxWait: quietMs,
    },
  );
  void load();
  return answers;
}
