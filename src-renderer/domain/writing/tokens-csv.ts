import type { GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';
import { csvOf } from '../../charts/files/csv.ts';

/** A row for every token that was written, with its probability and its rivals, as RFC 4180 text. */
export function tokensCsv(tokens: readonly GeneratedToken[]): string {
  const rivals = Math.max(0, ...tokens.map(({ alternatives }) => alternatives.length));
  const numbered = Array.from({ length: rivals }, (_, n) => [`rival ${n + 1}`, `probability ${n + 1}`]).flat();
  const rows = tokens.map(({ text, probability, alternatives }, place) => [
    place + 1,
    text,
    probability,
    ...alternatives.flatMap((rival) => [rival.text, rival.probability]),
  ]);
  return csvOf([['place', 'token', 'probability', ...numbered], ...rows]);
}
