import { formatTable } from '../../../../../src-main/cli/formats.ts';
import type { Share } from './intervals.ts';
import type { Score } from './score.ts';

/** The figures of a score with their intervals and the goals for them, each as [name, figure, wanted]. */
export function scoreRows(score: Score): string[][] {
  const { precision, recall, rightFindings, rightAmongThree, rightFirst, falseAlarms, fixes } = score;
  return [
    ['faulty runs', `${score.faulty} of ${score.kinds} kinds`, 'at least 200 of 12'],
    ['healthy runs', `${score.healthy} (${score.neither} more were neither)`, 'at least 300'],
    ['detection, precision', percent(precision), 'at least 95 %'],
    ['detection, recall', percent(recall), 'at least 95 %'],
    ['right rule among the first three', percent(rightAmongThree), 'at least 90 %'],
    ['right rule first', percent(rightFirst), 'at least 80 %'],
    ['findings that are right', percent(rightFindings), ''],
    [
      'false alarms a healthy run',
      `${falseAlarms.mean.toFixed(3)}, at most ${falseAlarms.upper.toFixed(3)} (${falseAlarms.count} in all)`,
      'at most 0.08',
    ],
    ['fixes that lower the validation loss', percent(fixes), 'at least 85 %'],
  ];
}

/** The planted faults and the findings about them, fault by fault. */
export function faultRows({ faults }: Score): string[][] {
  return faults.map(({ fault, runs, found, amongThree, first, wrongFirst }) => {
    const wrong = wrongFirst.map(([rule, count]) => `${rule} ${count}`).join(', ');
    return [fault, String(runs), String(found), String(amongThree), String(first), wrong];
  });
}

export function ruleRows({ rules }: Score): string[][] {
  return rules.map(({ rule, right, wrong, falseAlarms, fixes, helped, harmed, meanChange }) => [
    rule,
    ...[right, wrong, falseAlarms].map(String),
    ...(fixes.of === 0 ? ['–', '–'] : [percent(fixes), `${helped}, ${harmed}`]),
    meanChange === null ? '–' : meanChange.toFixed(3),
  ]);
}

/** The fixes that were carried out, rule by rule, and all of them. */
export function fixRows({ rules, fixes: all }: Score): string[][] {
  const tried = rules.filter(({ fixes }) => fixes.of > 0).toSorted((a, b) => b.fixes.of - a.fixes.of);
  return [...tried.map(({ rule, fixes }) => [rule, percent(fixes)]), ['**all**', percent(all)]];
}

export const fixHeader = ['rule', 'fixes that lower the validation loss'];
export const faultHeader = ['fault', 'runs', 'found', 'right among three', 'right first', 'wrong ones that were first'];
export const ruleHeader = [
  'rule',
  'right',
  'wrong',
  'false alarms',
  'fixes that lower the loss',
  'verdicts: helped, harmed',
  'mean change, nats',
];

export function scoreTable(score: Score): string {
  return [
    formatTable(scoreRows(score), []),
    formatTable([faultHeader, ...faultRows(score)], [1, 2, 3, 4]),
    formatTable([ruleHeader, ...ruleRows(score)], [1, 2, 3, 5]),
  ].join('\n\n');
}

/** Writes a share as “93 % (88–96 %, 186 of 200)”. */
function percent({ share, low, high, count, of }: Share): string {
  if (of === 0) return 'none yet';
  const rounded = (value: number): string => (100 * value).toFixed(1);
  return `${rounded(share)} % (${rounded(low)}–${rounded(high)} %, ${count} of ${of})`;
}
