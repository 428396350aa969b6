import type { Sighting } from '../contract/doctor/doctor-records.ts';
import type { Writer } from './handles/handles.ts';

/** The time and the step at which each finding of a run was first seen. */
export function findingSightingTable(database: Writer) {
  const insert = database.prepare<Sighting & { runKey: number }>(
    'INSERT OR IGNORE INTO finding_sightings (run_key, rule, step, at) VALUES (@runKey, @rule, @step, @at)',
  );
  const select = database.prepare<[number], Sighting>(
    'SELECT rule, step, at FROM finding_sightings WHERE run_key = ? ORDER BY at, rule',
  );

  return {
    /** Adds a sighting, unless the finding was seen before. */
    note: (runKey: number, sighting: Sighting): void => void insert.run({ ...sighting, runKey }),
    list: (runKey: number): Sighting[] => select.all(runKey),
  };
}
