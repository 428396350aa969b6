import type { Writer } from './handles/handles.ts';

/** Some 10 ms of deleting, between which other queries are answered. */
const rowsAtOnce = 2000;
/** They are some kilobytes each. */
const insightsAtOnce = 500;

/** One that an arriving run needs, as it was trained on the same content, waits for what becomes of that run. */
const deleteDatasets = `DELETE FROM datasets
  WHERE presence = 'purging' AND NOT EXISTS (SELECT 1 FROM runs WHERE dataset_key = datasets.key)`;

const deleteGroups = `DELETE FROM run_groups WHERE NOT EXISTS (SELECT 1 FROM runs WHERE group_key = run_groups.key)
  AND NOT EXISTS (SELECT 1 FROM fix_trials WHERE run_groups.key IN (before_key, after_key))`;
const deleteSweeps = 'DELETE FROM sweeps WHERE NOT EXISTS (SELECT 1 FROM runs WHERE sweep_key = sweeps.key)';

/**
 * Deletes the runs that are to be purged, with their metrics and checkpoints, piece by piece, and then the datasets; what a crash leaves
 * of them, a later call deletes. Texts and tensors that nothing has any more are left to be swept.
 */
export async function purge(database: Writer, betweenPieces: () => Promise<void>): Promise<void> {
  const selectPurging = database.prepare<[], number>(`SELECT key FROM runs WHERE presence = 'purging' LIMIT 1`).pluck();
  const pieces = [
    `DELETE FROM step_metrics WHERE run_key = @run AND step IN
       (SELECT step FROM step_metrics WHERE run_key = @run LIMIT ${rowsAtOnce})`,
    `DELETE FROM step_extremes WHERE run_key = @run AND (width, bucket) IN
       (SELECT width, bucket FROM step_extremes WHERE run_key = @run LIMIT ${rowsAtOnce})`,
    `DELETE FROM epoch_metrics WHERE run_key = @run AND epoch IN
       (SELECT epoch FROM epoch_metrics WHERE run_key = @run LIMIT ${rowsAtOnce})`,
    `DELETE FROM step_insights WHERE run_key = @run AND step IN
       (SELECT step FROM step_insights WHERE run_key = @run LIMIT ${insightsAtOnce})`,
    'DELETE FROM run_events WHERE run_key = @run',
    'DELETE FROM exports WHERE run_key = @run',
    'DELETE FROM fix_trials WHERE run_key = @run',
    'DELETE FROM checkpoints WHERE key = (SELECT key FROM checkpoints WHERE run_key = @run LIMIT 1)',
    'DELETE FROM runs WHERE key = @run',
  ].map((sql) => database.prepare<{ run: number }>(sql));

  for (;;) {
    const run = selectPurging.get();
    if (run === undefined) break;
    for (const piece of pieces) {
      while (piece.run({ run }).changes > 0) await betweenPieces();
    }
  }
  for (const sql of [deleteDatasets, deleteGroups, deleteSweeps]) database.exec(sql);
}
