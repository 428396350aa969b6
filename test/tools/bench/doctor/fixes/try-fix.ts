import type { FindingRule } from '../../../../../src-main/contract/doctor/doctor-records.ts';
import { isComparable } from '../../../../../src-main/contract/groups/comparable-fix.ts';
import type { FixTrial, TriedFix } from '../../../../../src-main/contract/groups/trial-records.ts';
import type { RunRecord } from '../../../../../src-main/contract/runs/run-records.ts';
import type { FixResult } from '../results.ts';
import type { BenchHost } from '../runs/bench-host.ts';
import type { Training } from '../runs/bench-run.ts';
import { findingsOf } from '../runs/judge-run.ts';
import { lossOf } from '../runs/loss-of.ts';

/** The number of seeds of a trial, which is smaller than a person's, since there are many trials. */
const PAIRS = 3;

type TrialResult = Pick<FixResult, 'pairs' | 'outcome'>;

/**
 * Carries out the fix of a finding as the studio tries fixes: with several seeds, each beside the same training without
 * it. Resolves with null where the finding or its fix has disappeared, cannot be trained, or cannot be judged by
 * validation losses.
 */
export async function tryFix(bench: BenchHost, training: Training, rule: FindingRule): Promise<TrialResult | null> {
  const run = await bench.train(await bench.prepare(training));
  const findings = await findingsOf(bench.host.client, run.id);
  const fix = findings.find((each) => each.rule === rule)?.fix ?? null;
  if (fix === null || fix.kind === 'data') return null;
  // A network that already exists needs no training to be compared with the last one.
  if (fix.kind === 'keep-checkpoint')
    return { pairs: [{ seed: run.train.seed, before: lossOf(run), after: run.bestValidationLoss }], outcome: null };
  if (!isComparable(fix)) return null;
  const { pairs, verdict } = await overTrial(bench, run, { rule, fix });
  const losses = pairs.map(({ seed, before, after }) => ({ seed, before: before.loss, after: after.loss }));
  return { pairs: losses, outcome: verdict?.outcome ?? null };
}

async function overTrial(
  bench: BenchHost,
  { id: runId, step }: RunRecord,
  { rule, fix }: { rule: FindingRule; fix: TriedFix },
): Promise<FixTrial> {
  const { runs } = bench.host.client;
  const checkpoints = await runs.checkpoints({ runId });
  const from = fix.kind === 'branch' ? (checkpoints.find(({ id }) => id === fix.checkpointId)?.step ?? 0) : 0;
  // The trial is as long as the rest of the run or, where that has already come to its end, half as long as the run.
  const steps = from < step ? step - from : Math.ceil(step / 2);
  const trial = await runs.tryFix({ runId, rule, fix, pairs: PAIRS, steps });
  for (const { before, after } of trial.pairs)
    for (const side of [before, after]) if (side.runId !== null) await bench.untilOver(side.runId);
  const over = (await runs.fixTrials({ runId })).find(({ id }) => id === trial.id);
  if (over === undefined) throw new Error('A trial is gone.');
  return over;
}
