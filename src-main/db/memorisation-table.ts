import type { MemorisationRecord } from '../contract/measurement-records.ts';
import type { Writer } from './handles/handles.ts';

/** The copies that were found in texts which the networks of checkpoints have written. */
export function memorisationTable(database: Writer) {
  const insert = database.prepare<[number, string]>(
    'INSERT OR REPLACE INTO memorisations (checkpoint_key, content) VALUES (?, ?)',
  );
  const select = database
    .prepare<[number], string>('SELECT content FROM memorisations WHERE checkpoint_key = ?')
    .pluck();
  return {
    insert: (checkpointKey: number, found: MemorisationRecord): void =>
      void insert.run(checkpointKey, JSON.stringify(found)),
    get(checkpointKey: number): MemorisationRecord | null {
      const content = select.get(checkpointKey);
      return content === undefined ? null : (JSON.parse(content) as MemorisationRecord);
    },
  };
}
