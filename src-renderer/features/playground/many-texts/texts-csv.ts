import { csvOf } from '../../../charts/files/csv.ts';
import type { RankedText } from './ranked-texts.ts';

/** A row for every text, with how sure the model was of it, as RFC 4180 text. */
export function textsCsv(texts: readonly RankedText[]): string {
  const rows = texts.map(({ number, tokens, perplexity, logProbability, end, text }) => [
    number,
    tokens,
    perplexity ?? '',
    logProbability,
    end ?? '',
    text,
  ]);
  return csvOf([['number', 'tokens', 'perplexity', 'ln p', 'end', 'text'], ...rows]);
}
