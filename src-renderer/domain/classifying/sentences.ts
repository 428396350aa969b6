const mostSentences = 50;

/** The sentences that somebody has typed, a line each; more than that are not read. */
export function sentencesOf(typed: string): string[] {
  return typed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, mostSentences);
}
