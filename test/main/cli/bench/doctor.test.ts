import { expect, onTestFinished, test } from 'vitest';
import { acceptedRules, type FaultId } from '../../../tools/bench/doctor/faults/accepted-rules.ts';
import { BenchHost } from '../../../tools/bench/doctor/runs/bench-host.ts';
import { benchRuns } from '../../../tools/bench/doctor/runs/bench-runs.ts';
import { findingsOf } from '../../../tools/bench/doctor/runs/judge-run.ts';

/** Runs of the bench that train for about a second. */
const faulty = ['dead-units/1', 'split-leak-rows/2', 'texts-cut/1'];
const healthy = ['healthy/bi-lstm-classifier:opinions/1/template'];
const MOST_SHOWN = 3;

test('the doctor sees what was planted, and says nothing about healthy trainings', async () => {
  const runs = benchRuns('tuning');
  const bench = await BenchHost.open();
  onTestFinished(() => bench.close());
  for (const id of [...faulty, ...healthy]) {
    const run = runs.find((each) => each.id === id);
    const training = await run?.make();
    if (run === undefined || training === undefined || training === null) throw new Error(`There is no run ${id}.`);
    const { id: runId } = await bench.train(await bench.prepare(training));
    const found = (await findingsOf(bench.host.client, runId)).map(({ rule }) => rule);
    if (run.fault === null) expect(found, id).toEqual([]);
    else {
      const { rules }: { rules: readonly string[] } = acceptedRules[run.fault as FaultId];
      expect(
        found.slice(0, MOST_SHOWN).filter((rule) => rules.includes(rule)),
        id,
      ).not.toEqual([]);
    }
  }
});
