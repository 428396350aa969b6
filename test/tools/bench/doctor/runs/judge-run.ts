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

/** Names a fix by its kind and its changes; the checkpoint does not count, since it has another id in every studio. */
function digestOfFix(fix: NonNullable<Finding['fix']>): string {
  return `${fix.kind} ${digest({ ...fix, checkpointId: null })}`;
}

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
