import type { RunView } from '../../db/run-table.ts';

/**
 * Returns the present state of a run: its progress is ahead of the database, and the decisions of a person or a group
 * are in the database.
 */
export function currentRun(row: RunView, ahead: RunView): RunView {
  const { name, tags, notes, checkpoint_count, checkpoint_bytes } = row;
  const { group_key, group_id, group_name, group_kind, sweep_key, sweep_id, rung, rung_losses } = row;
  const groups = { group_key, group_id, group_name, group_kind, sweep_key, sweep_id, rung, rung_losses };
  return { ...ahead, name, tags, notes, checkpoint_count, checkpoint_bytes, ...groups };
}
