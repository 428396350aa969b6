import { aRun } from '../sample-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';

/** The answers of the doctor, as the host was told. */
export const doctorProcedures = (os: Procedures, host: FakeHost) => ({
  doctor: os.runs.doctor.handler(({ input }) => {
    host.examined.push(input);
    return host.diagnosis;
  }),
  doctorBefore: os.runs.doctorBefore.handler(({ input }) => {
    host.examinedBefore.push(input);
    return host.diagnosisBefore;
  }),
  doctorMarks: os.runs.doctorMarks.handler(({ input }) =>
    host.doctorMarks.filter(({ runId }) => input.runIds.includes(runId)),
  ),
  dismissFinding: os.runs.dismissFinding.handler(({ input: { rule, reason } }) => {
    const { open, dismissed } = host.diagnosis;
    const finding = open.find((each) => each.rule === rule) ?? null;
    host.diagnosis = {
      ...host.diagnosis,
      open: open.filter((each) => each.rule !== rule),
      dismissed: [...dismissed, { rule, reason, at: 1_700_000_000_000, finding }],
    };
  }),
  recallFinding: os.runs.recallFinding.handler(({ input: { rule } }) => {
    const { open, dismissed } = host.diagnosis;
    const recalled = dismissed.flatMap(({ rule: own, finding }) => (own === rule && finding !== null ? [finding] : []));
    host.diagnosis = {
      ...host.diagnosis,
      open: [...open, ...recalled],
      dismissed: dismissed.filter((each) => each.rule !== rule),
    };
  }),
  findLearningRate: os.runs.findLearningRate.handler(async function* ({ input, signal }) {
    host.searches.push({ input, signal });
    for (const update of host.rateUpdates) {
      yield update;
      if (host.holdsSearch) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    }
  }),
  applyFix: os.runs.applyFix.handler(({ input }) => {
    host.applied.push(input);
    const run = aRun({ id: 'fixed', name: 'A novel · mended', state: 'running' });
    host.runs.push(run);
    return run;
  }),
});
