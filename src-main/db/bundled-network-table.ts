import type { Writer } from './handles/handles.ts';
import type { Presence } from './trash-table.ts';

/** A network that came along with the studio and was opened or removed. */
interface BundledNetworkRow {
  id: string;
  /** The id of its run; null where it has none, or its run leaves for good. */
  run_id: string | null;
  presence: Exclude<Presence, 'purging'> | null;
}

export function bundledNetworkTable(database: Writer) {
  const selectAll = database.prepare<[], BundledNetworkRow>(
    `SELECT b.id, r.id AS run_id, r.presence
     FROM bundled_networks b LEFT JOIN runs r ON r.key = b.run_key AND r.presence <> 'purging'`,
  );
  const put = database.prepare<[string, number | null]>(
    'INSERT OR REPLACE INTO bundled_networks (id, run_key) VALUES (?, ?)',
  );

  return {
    list: (): BundledNetworkRow[] => selectAll.all(),
    /** `runKey` is null where it is removed without having been opened. */
    put: (id: string, runKey: number | null): void => void put.run(id, runKey),
  };
}
