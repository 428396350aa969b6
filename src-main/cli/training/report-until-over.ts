import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord, RunState, RunUpdate } from '../../contract/runs/run-records.ts';
import type { Studio } from '../studio/studio.ts';
import type { TrainingReporter } from './training-reporter.ts';

interface Following {
  reporter: TrainingReporter;
  /** Tells whether the person has pressed Ctrl-C. */
  isInterrupted(): boolean;
}

/** States in which a run will go on. One that somebody has paused in a window goes on when it is resumed there. */
const goesOn: readonly RunState[] = ['queued', 'running', 'paused'];

/**
 * Reports what happens to a run until it is over, and gives it as it is then. Where the host ends before, the run goes on from its last checkpoint
 * in the next one, which may be this process.
 */
export async function reportUntilOver(
  studio: Studio,
  started: RunRecord,
  { reporter, isInterrupted }: Following,
): Promise<RunRecord> {
  const runId = started.id;
  const report = reportChanges(reporter, started);
  let lastStep = started.step;
  const tell = (update: RunUpdate): void => {
    lastStep = Math.max(lastStep, update.steps.at(-1)?.step ?? 0);
    report(update);
  };
  for (;;) {
    const { ending, client } = studio;
    try {
      const over = await watchUntilOver(client, runId, ending, async (update) => {
        // The oldest steps are missing where they came faster than they were told, and what came before the first update.
        const next = update.steps[0]?.step ?? (update.epochs.at(-1)?.step ?? 0) + 1;
        if (next <= lastStep + 1) return tell(update);
        const { steps, epochs } = await metricsBetween(client, runId, lastStep, next);
        tell({ ...update, steps: [...steps, ...update.steps], epochs: [...epochs, ...update.epochs] });
      });
      if (over !== null) {
        tell({ run: over, ...(await metricsBetween(client, runId, lastStep, null)) });
        return over;
      }
    } catch (error) {
      if (!ending.aborted) throw error;
    }
    await studio.reopen();
    const run = await resumeElsewhere(studio.client, runId, isInterrupted());
    reporter.moved(run);
  }
}

/** The most steps that are asked for at once; of more, some are left out. */
const mostSteps = 20_000;

/** Returns the steps, and the ends of epochs, after one step and before another; null stands for the end of the training. */
async function metricsBetween(
  client: StudioClient,
  runId: string,
  afterStep: number,
  before: number | null,
): Promise<Pick<RunUpdate, 'steps' | 'epochs'>> {
  const range = { runId, afterStep, ...(before !== null && { lastStep: before - 1 }) };
  return client.runs.metrics({ ...range, maxPoints: mostSteps });
}

/** `null` means that the host wants to end, or is gone. */
async function watchUntilOver(
  client: StudioClient,
  runId: string,
  ending: AbortSignal,
  report: (update: RunUpdate) => Promise<void>,
): Promise<RunRecord | null> {
  for await (const update of await client.runs.watch({ runId }, { signal: ending })) {
    if (ending.aborted) break;
    await report(update);
    if (!goesOn.includes(update.run.state)) return update.run;
  }
  if (ending.aborted) return null;
  throw new Error('The run was deleted.');
}

/** States in which the end of a host may leave a run. A command's own host begins nothing that waits unless it is asked. */
const waitsForHost: readonly RunState[] = ['queued', 'paused', 'interrupted'];

/** The host that trained it has paused the run, or was ended before it could. */
async function resumeElsewhere(client: StudioClient, runId: string, isInterrupted: boolean): Promise<RunRecord> {
  const run = await client.runs.get({ runId });
  if (isInterrupted && goesOn.includes(run.state)) return client.runs.stop({ runId });
  if (!waitsForHost.includes(run.state)) return run;
  // The next host may have resumed it already.
  return client.runs.resume({ runId }).catch(() => client.runs.get({ runId }));
}

/** Tells the reporter of each step, of each epoch after its steps, and of each change of state, once and in the order in which they happened. */
function reportChanges(reporter: TrainingReporter, started: RunRecord): (update: RunUpdate) => void {
  let lastEpoch = started.epoch;
  let state: RunState = 'running';
  return ({ run, steps, epochs }) => {
    let toldSteps = 0;
    const tellStepsUntil = (end: number): void => {
      reporter.stepsTaken(run, steps.slice(toldSteps, end));
      toldSteps = Math.max(toldSteps, end);
    };
    for (const epoch of epochs) {
      if (epoch.epoch <= lastEpoch) continue;
      lastEpoch = epoch.epoch;
      tellStepsUntil(steps.findLastIndex(({ step }) => step <= epoch.step) + 1);
      reporter.epochEnded(run, epoch);
    }
    tellStepsUntil(steps.length);
    reporter.progressed(run);
    const isWaiting = run.state === 'queued' || run.state === 'paused';
    if (run.state !== state && isWaiting) reporter.waiting(run);
    state = run.state;
  };
}
