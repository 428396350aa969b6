import type { DatasetKind } from '../contract/datasets/import-records.ts';
import type { Writer } from './handles/handles.ts';
import { specText } from './analysis-table.ts';
import type { Presence } from './trash-table.ts';

export interface NewDataset {
  id: string;
  name: string;
  text_key: number;
  kind: DatasetKind;
  /** JSON: what a content is that is not one document of text, else null. */
  layout: string | null;
  /** JSON: what the import found; null for what was imported before there were reports. */
  report: string | null;
  /** Licence or origin of a text that comes with the studio. */
  origin: string | null;
  byte_order_mark_removed: 0 | 1;
  created_at: number;
}

/** A dataset with its content's hash and size, what the character tokenizer found, and how many runs use it. */
export interface DatasetRow extends NewDataset {
  key: number;
  /** JSON. */
  tags: string;
  /** 1: a run that came from elsewhere was trained on it; its content was not imported yet. */
  is_missing: 0 | 1;
  hash: string;
  bytes: number;
  /** null, these three: the dataset holds numbers. */
  token_count: number | null;
  vocabulary_size: number | null;
  top_frequencies: string | null;
  run_count: number;
  presence: Presence;
}

export function datasetTable(database: Writer) {
  const select = `
    SELECT d.*, t.hash, t.bytes, a.token_count, a.vocabulary_size, a.top_frequencies,
      (SELECT count(*) FROM runs WHERE dataset_key = d.key AND presence IN ('present', 'arriving')) AS run_count
    FROM datasets d
    JOIN texts t ON t.key = d.text_key
    LEFT JOIN analyses a
      ON a.text_key = d.text_key AND a.spec = '${specText({ type: 'character', minimumFrequency: 1 })}'`;
  const insert = database.prepare<NewDataset>(
    `INSERT INTO datasets (id, name, text_key, kind, layout, report, origin, byte_order_mark_removed, created_at)
     VALUES (@id, @name, @text_key, @kind, @layout, @report, @origin, @byte_order_mark_removed, @created_at)`,
  );
  const insertMissing = database.prepare<NewDataset>(
    `INSERT INTO datasets (id, name, text_key, kind, layout, report, origin, byte_order_mark_removed, created_at, is_missing)
     VALUES (@id, @name, @text_key, @kind, @layout, @report, @origin, @byte_order_mark_removed, @created_at, 1)`,
  );
  const fill = database.prepare<Omit<NewDataset, 'id' | 'text_key'> & { key: number }>(
    `UPDATE datasets SET name = @name, kind = @kind, layout = @layout, report = @report, origin = @origin,
       byte_order_mark_removed = @byte_order_mark_removed, created_at = @created_at, is_missing = 0,
       presence = 'present', trashed_at = NULL
     WHERE key = @key`,
  );
  const selectAll = database.prepare<[], DatasetRow>(
    `${select} WHERE d.presence = 'present' AND NOT d.is_missing ORDER BY d.created_at DESC, d.key DESC`,
  );
  const selectById = database.prepare<[string], DatasetRow>(`${select} WHERE d.presence = 'present' AND d.id = ?`);
  const selectByHash = database.prepare<[string], DatasetRow>(`${select} WHERE t.hash = ?`);
  const rename = database.prepare<[string, number]>('UPDATE datasets SET name = ? WHERE key = ?');
  const setTags = database.prepare<[string, number]>('UPDATE datasets SET tags = ? WHERE key = ?');

  return {
    insert: (dataset: NewDataset): void => void insert.run(dataset),
    /** Known by its hash alone, until a content is imported that has it. */
    insertMissing: (dataset: NewDataset): void => void insertMissing.run(dataset),
    /** Describes it anew: its content is here now, or it is wanted again after it was put into the trash. */
    fill: (key: number, dataset: Omit<NewDataset, 'id' | 'text_key'>): void => void fill.run({ ...dataset, key }),
    /** Those whose content is here, the newest first. */
    list: (): DatasetRow[] => selectAll.all(),
    get: (id: string): DatasetRow | undefined => selectById.get(id),
    /** Also one that lies in the trash: the same content is stored only once. */
    findByHash: (hash: string): DatasetRow | undefined => selectByHash.get(hash),
    rename: (key: number, name: string): void => void rename.run(name, key),
    setTags: (key: number, tags: readonly string[]): void => void setTags.run(JSON.stringify(tags), key),
  };
}
