import type { TaggingProblem } from '../../contract/datasets/import-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { formatAmount, formatCount } from '../formats.ts';

const toldProblems = 10;
const toldTags = 40;

/** Returns lines that say how tokens with tags were understood; none when a dataset has no such tokens. */
export function taggedLines({ report }: DatasetRecord): string[] {
  const tagged = report?.tagged;
  if (tagged === undefined) return [];
  const tags = report?.classes ?? [];
  const shown = tags.slice(0, toldTags).map(({ label, count }) => `${label} ${formatCount(count)}`);
  const more = tags.length > toldTags ? ` and ${formatCount(tags.length - toldTags)} more` : '';
  const lines = [
    `${formatAmount(tagged.sentences, 'sentence')}, ${formatAmount(tagged.tokens, 'token')}, ${formatAmount(tags.length, 'tag')}`,
    `tags: ${shown.join(', ')}${more}`,
  ];
  if (tagged.sentences === 1)
    lines.push(
      'it is one sentence: a blank line after each sentence would make several, of which some can be held back',
    );
  return [...lines, ...taggingProblemLines(report)];
}

/** Returns a line that says which lines kept sentences from being imported; none when no sentence is missing. */
export function taggingProblemLines(report: DatasetRecord['report']): string[] {
  const tagged = report?.tagged;
  if (tagged === undefined || tagged.problemCount === 0) return [];
  const { problems, problemCount, leftOut } = tagged;
  const told = problems.slice(0, toldProblems).map(describeProblem);
  const more = problemCount > told.length ? `; and ${formatCount(problemCount - told.length)} more` : '';
  return [`${formatAmount(leftOut, 'sentence')} left out: ${told.join('; ')}${more}`];
}

function describeProblem({ file, line, reason, found, expected }: TaggingProblem): string {
  const place = `${file}:${line}`;
  switch (reason) {
    case 'no-tag':
      return `${place} has a token without a tag`;
    case 'columns-differ':
      return `${place} has ${formatAmount(found ?? 0, 'column')}, not ${expected ?? 0}`;
    case 'lengths-differ':
      return `${place} has ${formatAmount(expected ?? 0, 'token')} and ${formatAmount(found ?? 0, 'tag')}`;
    case 'not-lists':
      return `${place} has no lists of tokens and tags`;
    case 'empty-token':
      return `${place} has an empty token or tag`;
  }
}
