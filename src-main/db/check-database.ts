import type Database from 'better-sqlite3';
import { createHash, type Hash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { openSqlite } from './handles/open-sqlite.ts';
import { storageError } from './storage-error.ts';

export interface DatabaseReport {
  /** One sentence each; none: everything is as it was saved. */
  problems: string[];
  datasets: number;
  runs: number;
  checkpoints: number;
  tensors: number;
  /** The number of tensors and texts whose hashes were computed again. */
  verifiedBytes: number;
  /**
   * Texts of imports, tensors of checkpoints and runs of deletions that were interrupted. The next start of the studio removes them; nothing
   * refers to them.
   */
  leftovers: number;
}

/** Texts are stored in pieces that are smaller. */
const mostPieceBytes = 16 * 2 ** 20;

/** Enough to see what is wrong. */
const mostProblems = 100;

/**
 * Reads every page, row, tensor and text of a database file and compares them with what was saved. Changes nothing, and works while a
 * studio has the file open. Throws where there is no such file.
 */
export function checkDatabase(file: string): DatabaseReport {
  const report = { problems: [], datasets: 0, runs: 0, checkpoints: 0, tensors: 0, verifiedBytes: 0, leftovers: 0 };
  let database: Database.Database | null = null;
  try {
    database = openSqlite(file, { readonly: true, fileMustExist: true });
    database.exec('BEGIN'); // one state of it, whatever is written meanwhile
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return checkOpen(database, report);
  } catch (error) {
    if (storageError(error)?.code !== 'database-damaged') throw error;
    return { ...report, problems: [`${file} is no database, or its first page is damaged.`] };
  } finally {
    database?.close();
  }
}

function checkOpen(database: Database.Database, empty: DatabaseReport): DatabaseReport {
  const problems: string[] = [];
  const attempt = <T>(what: string, work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      if (storageError(error)?.code !== 'database-damaged') throw error;
      problems.push(`${what} cannot be read: a page of the file is damaged.`);
      return otherwise;
    }
  };
  const count = (table: string, condition = '1') =>
    attempt(
      `The table ${table}`,
      () => Number(database.prepare(`SELECT count(*) FROM ${table} WHERE ${condition}`).pluck().get()),
      0,
    );
  problems.push(...attempt('The file', () => structure(database), []));
  problems.push(...attempt('References', () => references(database), []));
  const tensors = attempt('The list of tensors', () => checkTensors(database, attempt, problems), {
    count: 0,
    bytes: 0,
    leftovers: 0,
  });
  const textBytes = attempt('The list of texts', () => checkTexts(database, attempt, problems), 0);
  // A backup may be older than the columns.
  const has = (table: string, column: string) =>
    attempt(`The table ${table}`, () => hasColumn(database, table, column), true);
  const isGone = has('runs', 'presence') ? `presence <> 'present'` : has('runs', 'deleted') ? 'deleted' : '0';
  const needsDataset = has('texts', 'role') ? `role <> 'tokenizer'` : `hash NOT GLOB 'tokenizer *'`;
  return {
    ...empty,
    problems: problems.slice(0, mostProblems),
    datasets: count('datasets'),
    runs: count('runs', `NOT (${isGone})`),
    checkpoints: count('checkpoints'),
    tensors: tensors.count,
    verifiedBytes: tensors.bytes + textBytes,
    leftovers:
      tensors.leftovers +
      count('runs', isGone) +
      count('texts', `key NOT IN (SELECT text_key FROM datasets) AND ${needsDataset}`),
  };
}

function hasColumn(database: Database.Database, table: string, column: string): boolean {
  const select = database.prepare<[string, string]>('SELECT 1 FROM pragma_table_info(?) WHERE name = ?');
  return select.get(table, column) !== undefined;
}

type Attempt = <T>(what: string, work: () => T, otherwise: T) => T;

/** SQLite's own check, its tree numbers as the names of tables. */
function structure(database: Database.Database): string[] {
  const names = new Map(
    database
      .prepare<[], { name: string; rootpage: number }>('SELECT name, rootpage FROM sqlite_schema')
      .all()
      .map(({ name, rootpage }) => [String(rootpage), name]),
  );
  return integrityCheck(database)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== 'ok' && !line.startsWith('***'))
    .map((line) => line.replace(/^Tree (\d+)/, (tree, root: string) => names.get(root) ?? tree))
    .map((line) => `Damaged: ${line}.`);
}

/** It ends with an error where a page cannot even be walked through, after it has said which. */
function integrityCheck(database: Database.Database): string[] {
  const found: string[] = [];
  try {
    const check = database.prepare<[], string>(`PRAGMA integrity_check(${mostProblems})`).pluck();
    for (const line of check.iterate()) found.push(line);
  } catch (error) {
    if (found.length === 0) throw error;
  }
  return found;
}

function references(database: Database.Database): string[] {
  const rows = database.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
  return [
    ...new Set(rows.map(({ table, parent }) => `Rows of ${table} refer to rows of ${parent} that do not exist.`)),
  ];
}

interface TensorUse {
  name: string;
  shape: string;
  type: 'float32' | 'float64';
  step: number;
  run: string;
}

function sizeOf({ shape, type }: TensorUse): number {
  return (JSON.parse(shape) as number[]).reduce((size, length) => size * length, type === 'float32' ? 4 : 8);
}

function checkTensors(database: Database.Database, attempt: Attempt, problems: string[]) {
  const keys = database.prepare<[], number>('SELECT key FROM tensors').pluck().all();
  const select = database.prepare<[number], { hash: string; content: Buffer }>(
    'SELECT hash, content FROM tensors WHERE key = ?',
  );
  const selectUse = database.prepare<[number], TensorUse>(
    `SELECT t.name, t.shape, t.type, c.step, r.name AS run
     FROM checkpoint_tensors t JOIN checkpoints c ON c.key = t.checkpoint_key JOIN runs r ON r.key = c.run_key
     WHERE t.tensor_key = ? LIMIT 1`,
  );
  const selectPieces = hasColumn(database, 'tensor_pieces', 'content')
    ? database
        .prepare<[number], Buffer>('SELECT content FROM tensor_pieces WHERE tensor_key = ? ORDER BY ordinal')
        .pluck()
    : null;
  let bytes = 0;
  let leftovers = 0;
  for (const key of keys) {
    const use = attempt('A checkpoint', () => selectUse.get(key), undefined);
    const what =
      use === undefined ? `Tensor ${key}` : `${use.name} of the checkpoint of step ${use.step} of “${use.run}”`;
    const tensor = attempt(what, () => readTensor(key), undefined);
    if (tensor === undefined) continue;
    if (use === undefined) {
      leftovers++;
      continue;
    }
    bytes += tensor.bytes;
    const isWhole = tensor.actualHash === tensor.hash && sizeOf(use) === tensor.bytes;
    if (!isWhole) problems.push(`${what} is not what was saved.`);
  }
  return { count: keys.length - leftovers, bytes, leftovers };

  function readTensor(key: number) {
    const tensor = select.get(key);
    if (tensor === undefined) return undefined;
    const hash = createHash('sha256').update(tensor.content);
    let length = tensor.content.length;
    for (const piece of selectPieces?.iterate(key) ?? []) {
      hash.update(piece);
      length += piece.length;
    }
    return { hash: tensor.hash, actualHash: hash.digest('hex'), bytes: length };
  }
}

interface TextOfDataset {
  name: string;
  text_key: number;
  hash: string;
  bytes: number;
  kind?: string;
  is_missing?: 0 | 1;
  layout?: string | null;
}

function checkTexts(database: Database.Database, attempt: Attempt, problems: string[]): number {
  const texts = database
    .prepare<[], TextOfDataset>('SELECT d.*, t.hash, t.bytes FROM datasets d JOIN texts t ON t.key = d.text_key')
    .all();
  const chunks = database.prepare<[number], { content: Buffer }>(
    'SELECT content FROM text_chunks WHERE text_key = ? ORDER BY ordinal',
  );
  let bytes = 0;
  for (const text of texts) {
    if (text.is_missing === 1) continue; // a run is known to have been trained on it, and nothing is stored
    const what = `The text of “${text.name}”`;
    const read = attempt(what, () => hashText(chunks.iterate(text.text_key), text), null);
    if (read === null) continue;
    bytes += read.bytes;
    if (read.hash !== text.hash || read.bytes !== text.bytes) problems.push(`${what} is not what was saved.`);
  }
  return bytes;
}

/** Computes the hash as an import does: over the bytes, and over kind and layout where the content is more than one text. */
function hashText(chunks: Iterable<{ content: Buffer }>, { kind, layout }: TextOfDataset) {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const { content } of chunks) bytes += addPiece(hash, content);
  if (layout !== undefined && layout !== null) hash.update(`\n${kind} ${layout}`);
  return { hash: hash.digest('hex'), bytes };
}

function addPiece(hash: Hash, content: Buffer): number {
  const piece = decompress(content);
  hash.update(piece);
  return piece.length;
}

/** Data that cannot be decompressed has another hash. */
function decompress(content: Buffer): Buffer {
  try {
    return zstdDecompressSync(content, { maxOutputLength: mostPieceBytes });
  } catch {
    return Buffer.alloc(0);
  }
}
