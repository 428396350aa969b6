import type { FixResult } from '../results.ts';

interface FixOutcome {
  isLower: boolean;
  /**
   * The mean difference of the paired validation losses, with the fix less without it; null means that one of the
   * trainings diverged.
   */
  change: number | null;
}

/**
 * Returns whether the validation loss is lower with a fix, by the mean over paired seeds; a training that diverged is
 * the worst.
 */
export function fixOutcome({ pairs }: FixResult): FixOutcome {
  const differences = pairs.map(({ before, after }) => {
    if (before === null && after === null) return 0;
    if (before === null || after === null) return before === null ? -Infinity : Infinity;
    return after - before;
  });
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length;
  return { isLower: mean < 0, change: Number.isFinite(mean) ? mean : null };
}
