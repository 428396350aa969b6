import type { Dismissal } from '../contract/doctor/doctor-records.ts';
import type { Writer } from './handles/handles.ts';

/** The findings that people have dismissed, by the hash of a network and its data. */
export function dismissalTable(database: Writer) {
  const put = database.prepare<Dismissal & { modelHash: string }>(
    'INSERT OR REPLACE INTO dismissals (model_hash, rule, reason, at) VALUES (@modelHash, @rule, @reason, @at)',
  );
  const select = database.prepare<[string], Dismissal>(
    'SELECT rule, reason, at FROM dismissals WHERE model_hash = ? ORDER BY at, rule',
  );
  const remove = database.prepare<[string, string]>('DELETE FROM dismissals WHERE model_hash = ? AND rule = ?');

  return {
    put: (modelHash: string, dismissal: Dismissal): void => void put.run({ ...dismissal, modelHash }),
    list: (modelHash: string): Dismissal[] => select.all(modelHash),
    remove: (modelHash: string, rule: Dismissal['rule']): void => void remove.run(modelHash, rule),
  };
}
