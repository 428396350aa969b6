import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';

/** Something about a dataset that makes training worse, or its results look better than they are; with the numbers that say so. */
export type DatasetWarning =
  | {
      kind: 'duplicates' | 'leaked' | 'sameSequences' | 'leakedSequences' | 'ragged' | 'incomplete' | 'replaced';
      count: number;
    }
  | { kind: 'sentences'; count: number }
  | { kind: 'oneSentence'; count: number }
  | { kind: 'rare'; count: number; of: number }
  | { kind: 'short'; count: number }
  | { kind: 'fewRows'; count: number; labels: string[] }
  | { kind: 'constant'; count: number; columns: string[] }
  | { kind: 'unbalanced'; label: string; ratio: number }
  | { kind: 'newlines'; lf: number; crlf: number; cr: number };

/** A network learns next to nothing from fewer characters. */
const fewCharacters = 10_000;
/** Fewer rows of a class are too few to learn it, and leave none or one to validate it. */
const fewRowsOfClass = 10;
const uneven = 10;
const rareShare = 0.2;
const rareCount = 50;

export function warningsOf({ kind, characters, vocabularySize, report }: DatasetRecord): DatasetWarning[] {
  const warnings: DatasetWarning[] = [];
  const isOverTime = kind === 'series' || kind === 'labelled-series';
  const warn = (warning: Extract<DatasetWarning, { count: number }>) => {
    if (warning.count > 0) warnings.push(warning);
  };
  if (report?.rows) {
    const { leaked, duplicates, raggedCount, incomplete } = report.rows;
    const areSequences = kind === 'labelled-series';
    warn({ kind: areSequences ? 'leakedSequences' : 'leaked', count: leaked.count });
    warn({ kind: areSequences ? 'sameSequences' : 'duplicates', count: duplicates });
    warn({ kind: 'ragged', count: raggedCount });
    warn({ kind: 'incomplete', count: incomplete });
  }
  if (report?.tagged) {
    warn({ kind: 'sentences', count: report.tagged.leftOut });
    if (report.tagged.sentences === 1) warn({ kind: 'oneSentence', count: 1 });
  } else if (report?.classes) {
    const few = report.classes.filter(({ count }) => count < fewRowsOfClass);
    warn({ kind: 'fewRows', count: few.length, labels: few.map(({ label }) => label) });
    const sorted = report.classes.toSorted((a, b) => b.count - a.count);
    const [most] = sorted;
    const least = sorted.at(-1);
    if (most !== undefined && least !== undefined && few.length === 0 && most.count >= uneven * least.count) {
      warnings.push({ kind: 'unbalanced', label: most.label, ratio: Math.round(most.count / least.count) });
    }
  }
  const constant = report?.constantColumns ?? [];
  warn({ kind: 'constant', count: constant.length, columns: constant });
  if (report !== null) {
    warn({ kind: 'replaced', count: report.replaced });
    const { lf, crlf, cr } = report.newlines;
    const isTidied = report.cleanUps.some(({ id }) => id === 'newlines');
    // The ends of a table's lines are not learnt.
    if (!isOverTime && !isTidied && [lf, crlf, cr].filter((count) => count > 0).length > 1)
      warnings.push({ kind: 'newlines', lf, crlf, cr });
    if (report.rareCharacters >= rareCount && report.rareCharacters > rareShare * vocabularySize) {
      warn({ kind: 'rare', count: report.rareCharacters, of: vocabularySize });
    }
  }
  if (kind === 'text' && characters < fewCharacters) warn({ kind: 'short', count: characters });
  return warnings;
}
