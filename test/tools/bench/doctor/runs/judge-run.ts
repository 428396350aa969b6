import { createHash } from 'node:crypto';
import type { Finding } from '../../../../../src-main/contract/doctor/doctor-records.ts';
import type { StudioClient } from '../../../../../src-main/contract/contract.ts';
import { diagnose } from '../../../../../src-main/runs/doctor/diagnose.ts';
import type { RunFacts } from '../../../../../src-main/runs/doctor/facts.ts';
import type { BenchFinding } from '../results.ts';

/** Asks the question of `kioku doctor --run`, and resolves with all faults and warnings, ranked. */
export async function findingsOf(client: StudioClient, runId: string): Promise<Finding[]> {
  const { open, others } = await client.runs.doctor({ runId, measure: true });
  return [...open, ...others].filter(isAlarm);
}

/** Returns the present findings of the rules about a training whose facts were kept. */
export function judgeFacts(facts: RunFacts): BenchFinding[] {
  return diagnose(facts).filter(isAlarm).map(benchFinding);
}

function isAlarm({ severity }: Finding): boolean {
  return severity !== 'note';
}

export function benchFinding({ rule, severity, confidence, expectedGain, fix }: Finding): BenchFinding {
  return { rule, severity, confidence, expectedGain, fix: fix === null ? null : digestOfFix(fix) };
}

/**
 * Names a fix by its kind and its changes, in whatever order they come; the checkpoint does not count, since it has
 * another id in every studio.
 */
function digestOfFix(fix: NonNullable<Finding['fix']>): string {
  return `${fix.kind} ${digest(inOrder({ ...fix, checkpointId: null }))}`;
}

/** Returns a value whose keys are in alphabetical order, and without those that are undefined. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, inOrder(each)]));
}

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
