import type { ImportReport } from '../contract/datasets/import-records.ts';
import type { DatasetRecord } from '../contract/datasets/dataset-records.ts';
import type { Analysis } from '../db/analysis-table.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { TextAnalysis } from './content/character-count.ts';

const shownFrequencies = 200;

/** The stored part of an analysis. */
export function summarize({ tokenizer, tokenCount, frequencies }: TextAnalysis): Analysis {
  const topFrequencies = frequencies
    .map((count, id) => ({ token: tokenizer.vocabulary[id] ?? '', count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, shownFrequencies);
  return { tokenizer, tokenCount, vocabularySize: tokenizer.vocabulary.length, topFrequencies };
}

/** A dataset as the API shows it. */
export function datasetRecord(row: DatasetRow): DatasetRecord {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    hash: row.hash,
    bytes: row.bytes,
    characters: row.token_count ?? 0,
    vocabularySize: row.vocabulary_size ?? 0,
    frequencies: JSON.parse(row.top_frequencies ?? '[]') as DatasetRecord['frequencies'],
    origin: row.origin,
    tags: JSON.parse(row.tags) as string[],
    report: row.report === null ? null : (JSON.parse(row.report) as ImportReport),
    byteOrderMarkRemoved: row.byte_order_mark_removed === 1,
    createdAt: row.created_at,
    runCount: row.run_count,
  };
}
