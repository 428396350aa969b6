import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { formatTable } from '../formats.ts';
import { text } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio, type StudioValues } from '../studio/with-studio.ts';
import { startTime } from '../training/start-time.ts';
import { UsageError } from '../usage-error.ts';

const actions = ['list', 'move', 'schedule', 'pause', 'resume', 'remove'] as const;
type Action = (typeof actions)[number];

export const queue = defineCommand({
  description:
    'Lists the run that trains and those that wait, in the order of their turns. “move RUN” puts one of them to the end, or before ' +
    'another one; “schedule RUN” gives it a time; “pause” and “resume” are about one that trains in a studio that is open; “remove RUN” ' +
    'stops it, with a checkpoint where it has begun.',
  positionals: { placeholder: `[${actions.join('|')} RUN]`, description: 'what to do (list if left out)', minimum: 0 },
  options: {
    before: text('RUN', 'move: the run that it comes before (to the end if left out)'),
    'start-at': startTime(
      'TIME',
      'schedule: 22:30, today or tomorrow, or 2027-01-31T22:30; as soon as its turn comes if left out',
    ),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku queue',
    'kioku queue move "Second try" --before 3f2a',
    'kioku queue schedule last --start-at 22:30',
    'kioku queue remove 3f2a --json',
  ],
  async run(values, [given = 'list', wanted, extra]) {
    const action = actions.find((each) => each === given);
    if (action === undefined) throw new UsageError(`queue takes ${actions.join(', ')}, not “${given}”.`);
    const surplus = action === 'list' ? wanted : extra;
    if (surplus !== undefined) throw new UsageError(`“${surplus}” is one word too many.`);
    if (action !== 'list' && wanted === undefined) throw new UsageError(`queue ${action} takes a RUN, by name or id.`);
    if (values.before !== undefined && action !== 'move') throw new UsageError('--before goes with move.');
    if (values['start-at'] !== undefined && action !== 'schedule')
      throw new UsageError('--start-at goes with schedule.');
    return withExistingStudio(values, async ({ client }) => {
      if (action !== 'list') await perform(client, action, wanted ?? '', values);
      const runs = inTurn(await client.runs.list());
      process.stdout.write(
        values.json ? runs.map((run) => `${JSON.stringify(documentOf(run))}\n`).join('') : `${tableOf(runs)}\n`,
      );
      return 0;
    });
  },
});

interface QueueValues extends StudioValues {
  before: string | undefined;
  'start-at': number | undefined;
}

async function perform(
  client: StudioClient,
  action: Exclude<Action, 'list'>,
  wanted: string,
  values: QueueValues,
): Promise<void> {
  const { id: runId } = await findRun(client, wanted, values);
  switch (action) {
    case 'move': {
      const before = values.before === undefined ? null : (await findRun(client, values.before, values)).id;
      await client.runs.move({ runId, before });
      return;
    }
    case 'schedule':
      await client.runs.schedule({ runId, startAt: values['start-at'] ?? null });
      return;
    case 'pause':
      await client.runs.pause({ runId });
      return;
    case 'resume':
      await client.runs.resume({ runId });
      return;
    case 'remove':
      await client.runs.stop({ runId });
  }
}

/** The run that trains, then those that wait, in the order of their turns. */
function inTurn(runs: readonly RunRecord[]): RunRecord[] {
  const active = runs.filter(({ state }) => state === 'running' || state === 'paused' || state === 'queued');
  return active.toSorted((a, b) => (a.queuePosition ?? -1) - (b.queuePosition ?? -1));
}

function documentOf({ id, name, state, queuePosition, startAt, waitsUntil, step, totalSteps, remainingMs }: RunRecord) {
  return { runId: id, name, state, queuePosition, startAt, waitsUntil, step, totalSteps, remainingMs };
}

function tableOf(runs: readonly RunRecord[]): string {
  if (runs.length === 0) return 'No run trains or waits.';
  const rows = runs.map(({ id, name, state, waitsUntil, step, totalSteps }) => [
    id.slice(0, 8),
    name,
    state,
    waitsUntil === null ? '' : new Date(waitsUntil).toLocaleString(),
    totalSteps === null ? String(step) : `${step}/${totalSteps}`,
  ]);
  return formatTable([['id', 'name', 'state', 'begins', 'steps'], ...rows], [4]);
}
