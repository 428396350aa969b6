import type { Diagnosis, Dismissal, Finding } from '../../contract/doctor/doctor-records.ts';
import { causesFirst } from './causes.ts';
import type { RunFacts } from './facts.ts';
import { changesNothing } from './fixes.ts';
import { rules } from './rules.ts';

/** The most findings that a person is shown at once. */
const mostOpen = 3;
const severityRanks: Record<Finding['severity'], number> = { fault: 0, warning: 1, note: 2 };

/**
 * Applies all rules. The findings are ordered by the gain that their fixes are likely to bring, with faults before
 * warnings before notes, and those that another one explains after all others of their kind. A fix that would change
 * nothing, since the training has all settings that it asks for, is none.
 */
export function diagnose(facts: RunFacts): Finding[] {
  const found = Object.values(rules)
    .flatMap((rule) => rule(facts) ?? [])
    .map((each) => (changesNothing(each.fix, facts) ? { ...each, fix: null } : each));
  const ranked = causesFirst(found.toSorted((a, b) => likelyGain(b) - likelyGain(a)));
  return ranked.toSorted((a, b) => severityRanks[a.severity] - severityRanks[b.severity]);
}

function likelyGain({ confidence, expectedGain }: Finding): number {
  return confidence * expectedGain;
}

/** Divides findings into those to show first, all others, and those that a person has dismissed. */
export function sortOut(
  findings: readonly Finding[],
  dismissals: readonly Dismissal[],
): Omit<Diagnosis, 'isPartial' | 'sightings'> {
  const isDismissed = ({ rule }: Finding) => dismissals.some((each) => each.rule === rule);
  const left = findings.filter((each) => !isDismissed(each));
  const open = left.filter(({ severity }) => severity !== 'note').slice(0, mostOpen);
  return {
    open,
    others: left.filter((each) => !open.includes(each)),
    dismissed: dismissals.map((each) => ({
      ...each,
      finding: findings.find(({ rule }) => rule === each.rule) ?? null,
    })),
  };
}
