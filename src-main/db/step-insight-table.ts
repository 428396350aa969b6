import type { Database } from 'better-sqlite3';
import type { StepInsight } from '../../src-engine/spec/insight-spec.ts';
import type { StepInsightRecord } from '../contract/insight-records.ts';

export function stepInsightTable(database: Database) {
  const insert = database.prepare<[number, number, string]>(
    'INSERT OR REPLACE INTO step_insights (run_key, step, content) VALUES (?, ?, ?)',
  );
  const select = database
    .prepare<[number, number], string>('SELECT content FROM step_insights WHERE run_key = ? AND step > ? ORDER BY step')
    .pluck();
  const removeAfter = database.prepare<[number, number]>('DELETE FROM step_insights WHERE run_key = ? AND step > ?');

  return {
    insert(runKey: number, insight: StepInsight): void {
      const saturation = insight.saturation.map((each) => ({ ...each, counts: Array.from(each.counts) }));
      insert.run(runKey, insight.step, JSON.stringify({ ...insight, saturation } satisfies StepInsightRecord));
    },
    list: (runKey: number, afterStep: number): StepInsightRecord[] =>
      select.all(runKey, afterStep).map((content) => JSON.parse(content) as StepInsightRecord),
    deleteAfter: (runKey: number, step: number): void => void removeAfter.run(runKey, step),
  };
}
