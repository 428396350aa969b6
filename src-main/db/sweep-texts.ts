import type { Writer } from './handles/handles.ts';

/** Deletes texts that nobody uses any more, a stored piece of a few megabytes at a time. */
export async function sweepTexts(database: Writer, betweenPieces: () => Promise<void>): Promise<void> {
  const select = database.prepare<[], number>(`SELECT key FROM texts WHERE role = 'discarded' LIMIT 1`).pluck();
  const removeChunk = database.prepare<{ text: number }>(
    `DELETE FROM text_chunks WHERE text_key = @text AND ordinal =
       (SELECT max(ordinal) FROM text_chunks WHERE text_key = @text)`,
  );
  const remove = database.prepare<[number]>('DELETE FROM texts WHERE key = ?');
  for (let text = select.get(); text !== undefined; text = select.get()) {
    while (removeChunk.run({ text }).changes > 0) await betweenPieces();
    remove.run(text);
    await betweenPieces();
  }
}
