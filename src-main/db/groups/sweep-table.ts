import type { Writer } from '../handles/handles.ts';

/** `plan` is JSON. */
export interface SweepRow {
  key: number;
  id: string;
  name: string;
  plan: string;
  /** 1 means that no run is promoted any more. */
  is_ended: number;
  created_at: number;
}

/** The sweeps that end runs early; each run stores the sweep that it is in. */
export function sweepTable(database: Writer) {
  const insert = database.prepare<Omit<SweepRow, 'key' | 'is_ended'>>(
    'INSERT INTO sweeps (id, name, plan, created_at) VALUES (@id, @name, @plan, @created_at)',
  );
  const put = database.prepare<[number, number | null, number]>(
    'UPDATE runs SET sweep_key = ?, rung = ? WHERE key = ?',
  );
  const setRung = database.prepare<[number | null, number]>('UPDATE runs SET rung = ? WHERE key = ?');
  const promote = database.prepare<[number | null, string, number]>(
    'UPDATE runs SET rung = ?, rung_losses = ? WHERE key = ?',
  );
  const end = database.prepare<[number]>('UPDATE sweeps SET is_ended = 1 WHERE key = ?');
  const select = database.prepare<[], SweepRow>('SELECT * FROM sweeps ORDER BY created_at DESC, key DESC');
  const selectById = database.prepare<[string], SweepRow>('SELECT * FROM sweeps WHERE id = ?');
  const selectByKey = database.prepare<[number], SweepRow>('SELECT * FROM sweeps WHERE key = ?');
  return {
    /** Returns the key of the new sweep. */
    insert: (sweep: Omit<SweepRow, 'key' | 'is_ended'>): number => Number(insert.run(sweep).lastInsertRowid),
    /** Puts a run into a sweep. `rung` is the one at which it ends early. */
    put: (runKey: number, sweepKey: number, rung: number | null): void => void put.run(sweepKey, rung, runKey),
    setRung: (runKey: number, rung: number | null): void => void setRung.run(rung, runKey),
    /** Lets a run go on to a rung, or to its end. `losses` are those at its rungs so far, as JSON. */
    promote: (runKey: number, rung: number | null, losses: string): void => void promote.run(rung, losses, runKey),
    end: (key: number): void => void end.run(key),
    /** The sweeps, the newest first. */
    list: (): SweepRow[] => select.all(),
    get: (id: string): SweepRow | undefined => selectById.get(id),
    byKey: (key: number): SweepRow | undefined => selectByKey.get(key),
  };
}
