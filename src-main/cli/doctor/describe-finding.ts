import type { Evidence, Finding, FindingRule } from '../../contract/doctor/doctor-records.ts';
import { findingClaims } from '../../contract/doctor/finding-claims.ts';
import { limitKind } from '../../contract/doctor/finding-limits.ts';
import { findingDoubts, findingLimits, findingMeasures } from '../../contract/doctor/finding-words.ts';
import { formatCount, formatLoss } from '../formats.ts';
import { describeFix, type FixedTraining } from './describe-fix.ts';

/** A finding in lines for a person: a sentence, the numbers, the remedy, and the reason for which it would be wrong. */
export function findingLines(finding: Finding, place: number, judged: FixedTraining): string[] {
  const { rule, severity, confidence, evidence, doubt, fix } = finding;
  return [
    `${place}. ${findingClaims[rule]} (${rule}, ${severity}, ${Math.round(100 * confidence)} % sure).`,
    ...(evidence.length === 0 ? [] : [`   ${evidence.map((each) => describeEvidence(each, rule)).join('; ')}`]),
    ...(fix === null ? [] : [`   What to do: ${describeFix(fix, judged)}`]),
    `   ${findingDoubts[doubt]}`,
  ];
}

function describeEvidence({ measure, value, limit, unit }: Evidence, rule: FindingRule): string {
  // Layers are counted from 1, as the studio shows them.
  if (measure === 'layer') return `${findingMeasures.layer} ${value + 1}`;
  const comparison = findingLimits[limitKind(rule, measure)];
  const limited = limit === undefined ? '' : ` (${comparison.replace('{limit}', formatValue(limit, unit))})`;
  return `${findingMeasures[measure]} ${formatValue(value, unit)}${limited}`;
}

function formatValue(value: number, unit: Evidence['unit']): string {
  switch (unit) {
    case 'nats':
      return formatLoss(value);
    case 'share':
      return `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;
    case 'steps':
    case 'epochs':
    case 'tokens':
    case 'items':
    case 'parameters':
    case 'units':
      return formatCount(Math.round(value));
    default:
      return String(Number(value.toPrecision(3)));
  }
}
