import type { Evidence, Finding, FindingFix } from '../../contract/doctor/doctor-records.ts';
import { findingClaims } from '../../contract/doctor/finding-claims.ts';
import { findingDataChanges, findingDoubts, findingMeasures } from '../../contract/doctor/finding-words.ts';
import { formatCount, formatLoss } from '../formats.ts';

/** A finding in lines for a person: a sentence, the numbers, the remedy, and the reason for which it would be wrong. */
export function findingLines(finding: Finding, place: number): string[] {
  const { rule, severity, confidence, evidence, doubt, fix } = finding;
  return [
    `${place}. ${findingClaims[rule]} (${rule}, ${severity}, ${Math.round(100 * confidence)} % sure).`,
    ...(evidence.length === 0 ? [] : [`   ${evidence.map(describeEvidence).join('; ')}`]),
    ...(fix === null ? [] : [`   What to do: ${describeFix(fix)}`]),
    `   ${findingDoubts[doubt]}`,
  ];
}

function describeEvidence({ measure, value, limit, unit }: Evidence): string {
  const limited = limit === undefined ? '' : ` (limit ${formatValue(limit, unit)})`;
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

function describeFix(fix: FindingFix): string {
  switch (fix.kind) {
    case 'branch':
      return `branch from an earlier checkpoint with ${describeChanges(fix.train)}`;
    case 'new-run':
      return `train anew with ${describeChanges({ ...fix.changes.train, ...otherChanges(fix.changes) })}`;
    case 'keep-checkpoint':
      return `use checkpoint ${fix.checkpointId.slice(0, 8)}, the best one`;
    case 'data':
      return findingDataChanges[fix.change];
  }
}

function otherChanges({ model, tokenizer, balanceClasses }: Extract<FindingFix, { kind: 'new-run' }>['changes']) {
  return {
    ...(model !== undefined && { network: 'another one' }),
    ...(tokenizer !== undefined && { tokenizer: tokenizer.type }),
    ...(balanceClasses === true && { classes: 'balanced' }),
  };
}

function describeChanges(changes: Readonly<Record<string, unknown>>): string {
  return Object.entries(changes)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}
