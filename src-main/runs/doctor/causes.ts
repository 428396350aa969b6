import type { Finding, FindingRule } from '../../contract/doctor/doctor-records.ts';

/** The findings that each fault causes by itself, and that disappear with it. */
const consequences: Partial<Record<FindingRule, readonly FindingRule[]>> = {
  'learning-rate-too-high': [
    'saturated-gates',
    'dead-units',
    'under-fitting',
    'no-better-than-n-grams',
    'vanishing-gradients',
    'wasted-epochs',
    'exploding-gradients',
  ],
  'learning-rate-too-low': ['under-fitting', 'no-better-than-n-grams', 'vanishing-gradients', 'wasted-epochs'],
  'bad-initialisation': [
    'saturated-gates',
    'under-fitting',
    'no-better-than-n-grams',
    'learning-rate-too-low',
    'exploding-gradients',
  ],
  'batch-too-large': ['under-fitting', 'no-better-than-n-grams'],
  'over-fitting': ['wasted-epochs'],
  'under-fitting': ['dead-units', 'no-better-than-n-grams', 'wasted-epochs'],
  'texts-cut': ['wasted-epochs', 'over-fitting', 'vanishing-gradients', 'under-fitting'],
  'class-imbalance': ['wasted-epochs'],
  'vanishing-gradients': ['under-fitting', 'wasted-epochs', 'over-fitting'],
};

/**
 * Returns the findings in the order in which to look at them: first those that no other one explains, then those that
 * another one explains.
 */
export function causesFirst(findings: readonly Finding[]): Finding[] {
  const explained = new Set(findings.flatMap(({ rule }) => consequences[rule] ?? []));
  return [
    ...findings.filter(({ rule }) => !explained.has(rule)),
    ...findings.filter(({ rule }) => explained.has(rule)),
  ];
}
