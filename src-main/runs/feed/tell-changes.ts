import { isDeepStrictEqual } from 'node:util';
import type { RunListUpdate, RunRecord, RunUpdate } from '../../contract/runs/run-records.ts';
import type { RunChanges, RunListProgress, RunProgress } from '../../contract/runs/run-progress.ts';

/** Tells a run once, and afterwards only its fields that have changed. A message without anything new is left out. */
export async function* tellRunChanges(updates: AsyncIterable<RunUpdate>): AsyncGenerator<RunProgress, void, void> {
  let told: RunRecord | null = null;
  for await (const { run, ...news } of updates) {
    if (told === null) {
      yield { type: 'run', run, ...news };
    } else {
      const changes = changedFields(told, run);
      const hasNews = news.steps.length > 0 || news.epochs.length > 0 || news.forecast !== undefined;
      if (hasNews || Object.keys(changes).length > 0) yield { type: 'changes', changes, ...news };
    }
    told = run;
  }
}

/** Does the same for all runs. */
export async function* tellListChanges(
  updates: AsyncIterable<RunListUpdate>,
): AsyncGenerator<RunListProgress, void, void> {
  const told = new Map<string, RunRecord>();
  let isFirst = true;
  for await (const { changed: runs, deleted } of updates) {
    const added: RunRecord[] = [];
    const changed: RunListProgress['changed'] = [];
    for (const run of runs) {
      const before = told.get(run.id);
      const changes = before && changedFields(before, run);
      if (changes === undefined) added.push(run);
      else if (Object.keys(changes).length > 0) changed.push({ ...changes, id: run.id });
      told.set(run.id, run);
    }
    for (const id of deleted) told.delete(id);
    if (isFirst || added.length + changed.length + deleted.length > 0) yield { added, changed, deleted };
    isFirst = false;
  }
}

function changedFields(before: RunRecord, now: RunRecord): RunChanges {
  const names = Object.keys(now) as (keyof RunRecord)[];
  return Object.fromEntries(
    names.filter((name) => !isDeepStrictEqual(before[name], now[name])).map((name) => [name, now[name]]),
  );
}
