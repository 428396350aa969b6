import type { Writer } from './handles/handles.ts';

/** Settings by their names, each a JSON value. */
export function settingTable(database: Writer) {
  const put = database.prepare<[string, string]>('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  const selectAll = database.prepare<[], { name: string; value: string }>('SELECT name, value FROM settings');

  return {
    all: (): Record<string, unknown> =>
      Object.fromEntries(selectAll.all().map(({ name, value }) => [name, JSON.parse(value) as unknown])),
    set: (name: string, value: unknown): void => void put.run(name, JSON.stringify(value)),
  };
}
