import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { INTERRUPTED } from '../interruption.ts';
import type { Studio } from '../studio/studio.ts';
import { planSweep, type Sweep, type SweptRun } from '../sweeps/plan-sweep.ts';
import { sweepLine, sweepTable, type SweepResult } from '../sweeps/sweep-results.ts';
import { followGroup } from './follow-group.ts';
import { jsonReporter } from './json-reporter.ts';
import type { PlannedRun } from './plan-run.ts';
import { textReporter } from './text-reporter.ts';

interface WantedSweep {
  planned: PlannedRun;
  sweep: Sweep;
  name: string | undefined;
  values: { json: boolean; 'start-at': number | undefined };
}

/** Trains all runs of a sweep, follows them and reports the results. Resolves with the exit code. */
export async function trainSweep(studio: Studio, { planned, sweep, name, values }: WantedSweep): Promise<number> {
  const { client } = studio;
  const { start, train } = planned;
  const model = start.model ?? (await templateModel(client, start.presetId ?? null));
  const runs = planSweep(sweep, { model, train });
  const tag = (name ?? `sweep-${Date.now().toString(36).slice(-5)}`).slice(0, longestTag);
  const startAt = values['start-at'];
  const inputs = runs.map((run) => ({
    ...start,
    presetId: null,
    model: run.model,
    train: run.train,
    name: run.name,
    ...(startAt !== undefined && { startAt }),
  }));
  const sweepId =
    sweep.halving === undefined ? null : await startHalving(client, { tag, inputs, halving: sweep.halving, train });
  if (sweepId === null) for (const input of inputs) await startTagged(client, input, tag);
  const own = async () => (await client.runs.list()).filter((run) => belongs(run, tag, sweepId));
  const interrupted = await followAll(studio, own, values.json);
  const results = resultsOf(runs, await own());
  process.stdout.write(values.json ? `${sweepLine(tag, sweepId, results)}\n` : `${sweepTable(results)}\n`);
  return interrupted ? INTERRUPTED : 0;
}

/** Tags are that long at most. */
const longestTag = 50;

type StartInput = Parameters<StudioClient['runs']['start']>[0];

async function startTagged(client: StudioClient, input: StartInput, tag: string): Promise<void> {
  const { id } = await client.runs.start(input);
  await client.runs.update({ runId: id, tags: [tag] });
}

interface Halving {
  tag: string;
  inputs: StartInput[];
  halving: NonNullable<Sweep['halving']>;
  train: PlannedRun['train'];
}

async function startHalving(client: StudioClient, { tag, inputs, halving, train }: Halving): Promise<string> {
  const { unit = 'epochs', first = 1, reduction = 3 } = halving;
  const [input] = inputs;
  const whole =
    unit === 'epochs' || input === undefined
      ? train.epochs
      : (train.maxSteps ?? (await client.runs.countTraining(input)).totalSteps);
  const { id } = await client.sweeps.start({ name: tag, runs: inputs, rungs: { unit, first, whole, reduction } });
  return id;
}

async function templateModel(client: StudioClient, presetId: string | null) {
  const template = (await client.models.templates()).find(({ id }) => id === presetId);
  if (template === undefined) throw new Error('There is no network to vary.');
  return template.model;
}

const belongs = ({ tags, sweep }: RunRecord, tag: string, sweepId: string | null): boolean =>
  sweepId === null ? tags.includes(tag) : sweep?.id === sweepId;

/** Follows runs until none of them trains or waits any more: halving lets some go on that were over before. */
async function followAll(studio: Studio, own: () => Promise<RunRecord[]>, isJson: boolean): Promise<boolean> {
  for (;;) {
    const active = (await own()).filter(({ state }) => ['queued', 'running', 'paused'].includes(state));
    if (active.length === 0) return false;
    const order = active.toSorted(
      (a, b) =>
        Number(a.state === 'queued') - Number(b.state === 'queued') || (a.queuePosition ?? 0) - (b.queuePosition ?? 0),
    );
    const { interrupted } = await followGroup(studio, order, () =>
      isJson ? jsonReporter() : textReporter(process.stdout),
    );
    if (interrupted) return true;
  }
}

function resultsOf(planned: readonly SweptRun[], runs: readonly RunRecord[]): SweepResult[] {
  return runs.flatMap((run) => {
    const plan = planned.find(({ name }) => name === run.name);
    return plan === undefined ? [] : [{ run, values: plan.values }];
  });
}
