import type { FixVerdict } from '../../contract/groups/fix-verdict.ts';
import type { FixTrial, TriedFix } from '../../contract/groups/trial-records.ts';
import type { RunState } from '../../contract/runs/run-records.ts';
import type { FixTrialView } from '../../db/groups/fix-trial-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { judgedNetwork, reachedLoss } from './reached-loss.ts';
import { seedOf } from './run-groups.ts';
import { firstStepOf } from './trial-length.ts';

/** A run in one of these states may still reach its loss. */
const openStates: readonly RunState[] = ['queued', 'running', 'paused', 'interrupted'];

/** Returns a trial as the API shows it. `current` returns the present state of a run. */
export function trialRecord(
  store: Store,
  trial: FixTrialView,
  current: (row: RunView) => RunView = (row) => row,
): FixTrial {
  const fix = JSON.parse(trial.fix) as TriedFix;
  const judged = judgedNetwork(fix);
  const sideOf = (groupKey: number) => {
    const runs = new Map(store.runs.listGroup(groupKey).map((row) => [seedOf(row), current(row)]));
    return (seed: number) => {
      const row = runs.get(seed);
      return row === undefined
        ? { runId: null, loss: null, steps: null, isOpen: false }
        : {
            runId: row.id,
            loss: reachedLoss(store, row, judged),
            steps: row.step - firstStepOf(row),
            isOpen: openStates.includes(row.state),
          };
    };
  };
  const [before, after] = [sideOf(trial.before_key), sideOf(trial.after_key)];
  const seeds = JSON.parse(trial.seeds) as number[];
  const pairs = seeds.map((seed) => ({ seed, before: before(seed), after: after(seed) }));
  return {
    id: trial.id,
    runId: trial.run_id,
    rule: trial.rule,
    fix,
    judged,
    createdAt: trial.created_at,
    steps: trial.steps,
    pairs: pairs.map((pair) => ({ seed: pair.seed, before: sideRecord(pair.before), after: sideRecord(pair.after) })),
    open: pairs.flatMap((pair) => [pair.before, pair.after]).filter(({ isOpen }) => isOpen).length,
    verdict: trial.verdict === null ? null : (JSON.parse(trial.verdict) as FixVerdict),
  };
}

const sideRecord = ({ runId, loss, steps }: FixTrial['pairs'][number]['before']) => ({ runId, loss, steps });
