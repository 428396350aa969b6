import { watchDebounced } from '@vueuse/core';
import { shallowReactive } from 'vue';
import { longestCurveList } from '../../../../src-main/contract/outcome-records.ts';
import type { RunRecord } from '../../../../src-main/contract/records.ts';
import { useStudio } from '../../../client/studio.ts';

/** Trainings tell twenty changes a second, and a curve needs none of them at once. */
const quietMs = 1000;

/** The loss curves of these runs, by id, each asked for anew when an epoch has ended or the run's state has changed. */
export function useLossCurves(runs: () => readonly RunRecord[]): ReadonlyMap<string, readonly number[]> {
  const { client } = useStudio();
  const curves = shallowReactive(new Map<string, readonly number[]>());
  const known = new Map<string, string>();
  const markOf = ({ epoch, state }: RunRecord) => `${state} ${epoch}`;

  async function load(): Promise<void> {
    const wanted = runs().filter((run) => run.step > 0 && known.get(run.id) !== markOf(run));
    const lot = wanted.slice(0, longestCurveList);
    if (lot.length === 0) return;
    for (const run of lot) known.set(run.id, markOf(run));
    // Without its curve a row says all the same; the connection's own banner tells of a line that is down.
    const answer = await client.runs.lossCurves({ runIds: lot.map(({ id }) => id) }).catch(() => []);
    for (const { runId, losses } of answer) curves.set(runId, losses);
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
  return curves;
}
