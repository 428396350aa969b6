import type { Writer } from './handles/handles.ts';

/** Tokenizer, model and training settings are JSON. */
export interface NewModel {
  id: string;
  name: string;
  dataset_key: number | null;
  tokenizer: string;
  model: string;
  train: string;
  rival: string | null;
  updated_at: number;
}

export interface ModelRow extends NewModel {
  key: number;
  dataset_id: string | null;
  created_at: number;
}

export function modelTable(database: Writer) {
  const select = `
    SELECT m.*, d.id AS dataset_id FROM models m
    LEFT JOIN datasets d ON d.key = m.dataset_key AND d.presence = 'present'
    WHERE m.presence = 'present'`;
  const put = database.prepare<NewModel>(
    `INSERT INTO models (id, name, dataset_key, tokenizer, model, train, rival, created_at, updated_at)
     VALUES (@id, @name, @dataset_key, @tokenizer, @model, @train, @rival, @updated_at, @updated_at)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, dataset_key = excluded.dataset_key,
       tokenizer = excluded.tokenizer, model = excluded.model, train = excluded.train, rival = excluded.rival,
       updated_at = excluded.updated_at, presence = 'present', trashed_at = NULL`,
  );
  const selectAll = database.prepare<[], ModelRow>(`${select} ORDER BY m.updated_at DESC, m.key DESC`);
  const selectById = database.prepare<[string], ModelRow>(`${select} AND m.id = ?`);

  return {
    /** Writes a new model, or a known one anew, which takes it out of the trash. */
    put: (model: NewModel): void => void put.run(model),
    /** Changed last first. */
    list: (): ModelRow[] => selectAll.all(),
    get: (id: string): ModelRow | undefined => selectById.get(id),
  };
}
