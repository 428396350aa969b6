import type { Writer } from '../handles/handles.ts';

/** `fix`, `seeds` and `verdict` are JSON. */
interface FixTrialRow {
  key: number;
  id: string;
  run_key: number;
  rule: string | null;
  fix: string;
  steps: number;
  seeds: string;
  before_key: number;
  after_key: number;
  verdict: string | null;
  created_at: number;
}

/** A trial with the run that it is for. */
export interface FixTrialView extends FixTrialRow {
  run_id: string;
  model: string;
  dataset_key: number;
}

/** The fixes that are being tried, or were tried. */
export function fixTrialTable(database: Writer) {
  const view = `SELECT t.*, r.id AS run_id, r.model, r.dataset_key FROM fix_trials t JOIN runs r ON r.key = t.run_key`;
  const insert = database.prepare<Omit<FixTrialRow, 'key' | 'verdict'>>(
    `INSERT INTO fix_trials (id, run_key, rule, fix, steps, seeds, before_key, after_key, created_at)
     VALUES (@id, @run_key, @rule, @fix, @steps, @seeds, @before_key, @after_key, @created_at)`,
  );
  const setVerdict = database.prepare<[string, number]>('UPDATE fix_trials SET verdict = ? WHERE key = ?');
  const selectById = database.prepare<[string], FixTrialView>(`${view} WHERE t.id = ?`);
  const selectByRun = database.prepare<[number], FixTrialView>(
    `${view} WHERE t.run_key = ? ORDER BY t.created_at DESC, t.key DESC`,
  );
  const selectOpenOfGroup = database.prepare<{ group: number }, FixTrialView>(
    `${view} WHERE t.verdict IS NULL AND @group IN (t.before_key, t.after_key)`,
  );
  const selectOpen = database.prepare<[], FixTrialView>(`${view} WHERE t.verdict IS NULL`);
  const selectOfModel = database.prepare<{ model: string; dataset: number; key: number }, FixTrialView>(
    `${view} WHERE r.model = @model AND r.dataset_key = @dataset AND t.key <> @key`,
  );
  return {
    insert: (trial: Omit<FixTrialRow, 'key' | 'verdict'>): void => void insert.run(trial),
    setVerdict: (key: number, verdict: string): void => void setVerdict.run(verdict, key),
    get: (id: string): FixTrialView | undefined => selectById.get(id),
    /** The trials of a run, the newest first. */
    listOf: (runKey: number): FixTrialView[] => selectByRun.all(runKey),
    /** The trials without a verdict that a group of runs belongs to. */
    openOf: (groupKey: number): FixTrialView[] => selectOpenOfGroup.all({ group: groupKey }),
    listOpen: (): FixTrialView[] => selectOpen.all(),
    /** The other trials of any run of the same model on the same data. */
    alike: ({ model, dataset_key, key }: FixTrialView): FixTrialView[] =>
      selectOfModel.all({ model, dataset: dataset_key, key }),
  };
}
