import { expect, onTestFinished, test } from 'vitest';
import { acceptedRules, type FaultId } from '../../../tools/bench/doctor/faults/accepted-rules.ts';
import { BenchHost } from '../../../tools/bench/doctor/runs/bench-host.ts';
import type { BenchRun } from '../../../tools/bench/doctor/runs/bench-run.ts';
import { benchRuns } from '../../../tools/bench/doctor/runs/bench-runs.ts';
import { benchFinding, findingsOf, judgeFacts } from '../../../tools/bench/doctor/runs/judge-run.ts';

/** Runs of the bench that train for about a second. Of each kind the first one counts whose text is here. */
const kinds = [
  /^dead-units\//,
  /^split-leak-rows\//,
  /^texts-cut\//,
  /^healthy\/bi-lstm-classifier:opinions\/1\/template$/,
];
const MOST_SHOWN = 3;

test('the doctor sees what was planted, says nothing about healthy trainings, and judges kept facts likewise', async () => {
  const runs = benchRuns('tuning');
  const bench = await BenchHost.open();
  onTestFinished(() => bench.close());
  for (const kind of kinds) {
    const { run, training } = await firstThatIsHere(runs.filter(({ id }) => kind.test(id)));
    const { id } = run;
    const { id: runId } = await bench.train(await bench.prepare(training));
    const findings = await findingsOf(bench.host.client, runId);
    expect(judgeFacts(await bench.host.doctorFacts(runId)), id).toEqual(findings.map(benchFinding));
    const found = findings.map(({ rule }) => rule);
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

async function firstThatIsHere(runs: readonly BenchRun[]) {
  for (const run of runs) {
    const training = await run.make();
    if (training !== null) return { run, training };
  }
  throw new Error('The text of none of these runs is here.');
}
