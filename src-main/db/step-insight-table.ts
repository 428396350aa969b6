import type { StepInsight } from '../../src-engine/spec/insight-spec.ts';
import type { StepInsightRecord } from '../contract/insight-records.ts';
import type { Writer } from './handles/handles.ts';

export function stepInsightTable(database: Writer) {
  const insert = database.prepare<[number, number, string]>(
    'INSERT OR REPLACE INTO step_insights (run_key, step, content) VALUES (?, ?, ?)',
  );
  const count = database
    .prepare<[number, number], number>('SELECT count(*) FROM step_insights WHERE run_key = ? AND step > ?')
    .pluck();
  // Counted from the end, so that the last one is always there.
  const select = database
    .prepare<{ runKey: number; afterStep: number; every: number }, string>(
      `SELECT content FROM (
         SELECT content, step, row_number() OVER (ORDER BY step DESC) AS place
         FROM step_insights WHERE run_key = @runKey AND step > @afterStep
       ) WHERE (place - 1) % @every = 0 ORDER BY step`,
    )
    .pluck();
  const selectNext = database.prepare<[number, number, number], { step: number; content: string }>(
    'SELECT step, content FROM step_insights WHERE run_key = ? AND step > ? ORDER BY step LIMIT ?',
  );
  const selectLastStep = database
    .prepare<[number], number | null>('SELECT max(step) FROM step_insights WHERE run_key = ?')
    .pluck();
  const removeAfter = database.prepare<[number, number]>('DELETE FROM step_insights WHERE run_key = ? AND step > ?');

  return {
    insert(runKey: number, insight: StepInsight): void {
      const saturation = insight.saturation.map((each) => ({ ...each, counts: Array.from(each.counts) }));
      insert.run(runKey, insight.step, JSON.stringify({ ...insight, saturation } satisfies StepInsightRecord));
    },
    /** Evenly taken, at most `maxPoints`. */
    list(runKey: number, afterStep: number, maxPoints: number): StepInsightRecord[] {
      const every = Math.ceil((count.get(runKey, afterStep) ?? 0) / maxPoints);
      if (every === 0) return [];
      return select.all({ runKey, afterStep, every }).map((content) => JSON.parse(content) as StepInsightRecord);
    },
    /** The step of the newest look; null means that there was none. */
    lastStep: (runKey: number): number | null => selectLastStep.get(runKey) ?? null,
    /** Returns the stored JSON. */
    insertRecord: (runKey: number, record: StepInsightRecord): void =>
      void insert.run(runKey, record.step, JSON.stringify(record)),
    /** The next `count` after a step, as JSON. */
    listNext: (runKey: number, afterStep: number, count: number): { step: number; content: string }[] =>
      selectNext.all(runKey, afterStep, count),
    deleteAfter: (runKey: number, step: number): void => void removeAfter.run(runKey, step),
  };
}
