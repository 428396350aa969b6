import type { CutTextsRecord } from '../../contract/model-records.ts';
import { formatCount } from '../formats.ts';

const shownEnd = 30;

/**
 * Says how many texts a classifier reads only the beginning of, and where they are cut; returns null when it reads them
 * all.
 */
export function describeCutTexts(found: CutTextsRecord | null): string | null {
  if (found === null || found.cut === 0) return null;
  const { texts, cut, keptTokens, longest, examples } = found;
  const percent = Math.max(1, Math.round((100 * cut) / texts));
  const lines = [
    `${formatCount(cut)} of ${formatCount(texts)} texts (${percent} %) are longer than ${formatCount(keptTokens)} tokens and are read only so far; ` +
      `the longest has ${formatCount(longest)}. --sequence-length ${longest} reads them all.`,
    ...examples.map(
      ({ row, kept, rest }) =>
        `  row ${row + 1}: “…${kept.slice(-shownEnd)}” is read, “${rest.slice(0, shownEnd)}…” is not`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
