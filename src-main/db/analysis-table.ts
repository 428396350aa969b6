import type { TokenizerSpec, TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import type { Writer } from './handles/handles.ts';

/** The findings of a tokenizer in a text. */
export interface Analysis {
  tokenizer: TokenizerState;
  tokenCount: number;
  vocabularySize: number;
  /** The most frequent tokens. */
  topFrequencies: { token: string; count: number }[];
}

interface AnalysisRow {
  key: number;
  tokenizer: string;
  token_count: number;
  vocabulary_size: number;
  top_frequencies: string;
}

export type StoredAnalysis = Analysis & { key: number };

export function analysisTable(database: Writer) {
  const insert = database.prepare<[number, string, string, number, number, string, string | null]>(
    `INSERT INTO analyses (text_key, spec, tokenizer, token_count, vocabulary_size, top_frequencies, token_counts)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectBySpec = database.prepare<[number, string], AnalysisRow>(
    'SELECT * FROM analyses WHERE text_key = ? AND spec = ?',
  );
  const selectByKey = database.prepare<[number], AnalysisRow>('SELECT * FROM analyses WHERE key = ?');

  const selectCounts = database
    .prepare<[number], string | null>('SELECT token_counts FROM analyses WHERE key = ?')
    .pluck();
  const updateCounts = database.prepare<[string, number]>('UPDATE analyses SET token_counts = ? WHERE key = ?');

  return {
    /** Returns the key of the new analysis. `counts` has the frequency of each token, by its id. */
    insert(textKey: number, analysis: Analysis, counts: readonly number[] | null = null): number {
      const { tokenizer, tokenCount, vocabularySize, topFrequencies } = analysis;
      const result = insert.run(
        textKey,
        specText(tokenizer.spec),
        JSON.stringify(tokenizer),
        tokenCount,
        vocabularySize,
        JSON.stringify(topFrequencies),
        counts === null ? null : JSON.stringify(counts),
      );
      return Number(result.lastInsertRowid);
    },
    find: (textKey: number, spec: TokenizerSpec): StoredAnalysis | null =>
      parse(selectBySpec.get(textKey, specText(spec))),
    get: (key: number): StoredAnalysis | null => parse(selectByKey.get(key)),
    /** `null` means that the analysis is from before they were kept. */
    counts(key: number): number[] | null {
      const counts = selectCounts.get(key) ?? null;
      return counts === null ? null : (JSON.parse(counts) as number[]);
    },
    setCounts: (key: number, counts: readonly number[]): void => void updateCounts.run(JSON.stringify(counts), key),
  };
}

/** The same text for the same spec, whatever the order of its keys. */
export function specText(spec: TokenizerSpec): string {
  return JSON.stringify(Object.fromEntries(Object.entries(spec).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function parse(row: AnalysisRow | undefined): StoredAnalysis | null {
  if (row === undefined) return null;
  let tokenizer: TokenizerState | null = null;
  return {
    key: row.key,
    // Parsed for those who ask for it: a vocabulary of 400,000 words keeps the API thread busy for a tenth of a second, and most want sizes.
    get tokenizer() {
      return (tokenizer ??= JSON.parse(row.tokenizer) as TokenizerState);
    },
    tokenCount: row.token_count,
    vocabularySize: row.vocabulary_size,
    topFrequencies: JSON.parse(row.top_frequencies) as Analysis['topFrequencies'],
  };
}
