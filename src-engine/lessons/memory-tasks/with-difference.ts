import type { LessonOutcome } from '../../spec/lesson-spec.ts';

/** Adds figures that are the first of two others less the second. */
export function withDifference(
  outcome: LessonOutcome,
  differences: Readonly<Record<string, readonly [string, string]>>,
): LessonOutcome {
  const { figures } = outcome;
  const own = Object.entries(differences).map(([name, [from, less]]) => [name, figures[from] - figures[less]] as const);
  return { ...outcome, figures: { ...figures, ...Object.fromEntries(own) } };
}
