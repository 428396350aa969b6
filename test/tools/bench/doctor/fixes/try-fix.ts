import type { Finding, FindingFix, FindingRule } from '../../../../../src-main/contract/doctor-records.ts';
import type { RunRecord } from '../../../../../src-main/contract/records.ts';
import { startOf } from '../../../../../src-main/runs/doctor/start-of.ts';
import type { FixResult } from '../results.ts';
import type { BenchHost, PreparedTraining } from '../runs/bench-host.ts';
import type { Training } from '../runs/bench-run.ts';
import { findingsOf } from '../runs/judge-run.ts';
import { lossOf } from '../runs/loss-of.ts';

/** Seeds of a training beside its own. */
const OTHER_SEEDS = [71, 72];

type Pairs = FixResult['pairs'];

/**
 * Carries out the fix of a finding, with several seeds, each beside the same training without it. Resolves with null where
 * the finding or its fix is not there any more, or is nothing that could be trained.
 */
export async function tryFix(bench: BenchHost, training: Training, rule: FindingRule): Promise<Pairs | null> {
  const prepared = await bench.prepare(training);
  const own = await bench.train(prepared);
  const findings: Finding[] = await findingsOf(bench.host.client, own.id);
  const fix = findings.find((each) => each.rule === rule)?.fix ?? null;
  if (fix === null || fix.kind === 'data') return null;
  const from = 'checkpointId' in fix ? await stepOf(bench, own.id, fix.checkpointId) : 0;
  const pairs: Pairs = [];
  for (const seed of [own.train.seed, ...OTHER_SEEDS]) {
    const before = seed === own.train.seed ? own : await bench.train(withSeed(prepared, seed));
    pairs.push({ seed, before: lossOf(before), after: await lossWith(bench, before, fix, from) });
  }
  return pairs;
}

function withSeed({ settings, ...others }: PreparedTraining, seed: number): PreparedTraining {
  return { ...others, settings: { ...settings, train: { ...settings.train, seed } } };
}

async function stepOf({ host }: BenchHost, runId: string, checkpointId: string): Promise<number> {
  const checkpoints = await host.client.runs.checkpoints({ runId });
  return checkpoints.find(({ id }) => id === checkpointId)?.step ?? 0;
}

/** Resolves with the validation loss of what the fix makes of a training; null where that diverges. */
async function lossWith(bench: BenchHost, before: RunRecord, fix: FindingFix, from: number): Promise<number | null> {
  const { client } = bench.host;
  const { seed } = before.train;
  switch (fix.kind) {
    case 'new-run': {
      const changes = { ...fix.changes, train: { ...fix.changes.train, seed } };
      const { id } = await client.runs.start(startOf(before, changes));
      return lossOf(await bench.untilOver(id));
    }
    case 'branch': {
      const checkpoints = await client.runs.checkpoints({ runId: before.id });
      const nearest = checkpoints.toSorted((a, b) => Math.abs(a.step - from) - Math.abs(b.step - from))[0];
      const { id } = await client.runs.branch({ checkpointId: nearest.id, train: fix.train });
      return lossOf(await bench.untilOver(id));
    }
    case 'keep-checkpoint':
      return before.bestValidationLoss;
    case 'data':
      return null;
  }
}
