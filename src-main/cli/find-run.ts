import type { StudioClient } from '../contract/contract.ts';
import { StudioError } from '../contract/errors.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { StudioValues } from './studio/with-studio.ts';
import { suggestedCommand } from './suggested-command.ts';

/**
 * Returns the run that a person means by its id, its name, the beginning of its id, or “last” for the one of their own
 * that was started last; also the run of a network that came along with the studio, by the network's id. Rejects when
 * there is none, or several.
 */
export async function findRun(client: StudioClient, wanted: string, where: Partial<StudioValues>): Promise<RunRecord> {
  const runs = await client.runs.list();
  if (wanted === 'last') {
    const own = runs.filter(({ bundledNetwork }) => bundledNetwork === null);
    const [last] = own.toSorted((a, b) => b.createdAt - a.createdAt);
    if (last) return last;
    const start = suggestedCommand('train --data FILE', where);
    throw new StudioError('run-not-found', `There is no run in this data folder yet. Start one with: ${start}`);
  }
  const named = runs.filter(({ id, name }) => id === wanted || name === wanted);
  const matches = named.length > 0 ? named : runs.filter(({ id }) => id.startsWith(wanted));
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  const bundled = matches.length === 0 ? await client.networks.list() : [];
  if (bundled.some(({ id }) => id === wanted)) return client.networks.open({ networkId: wanted });
  const problem = matches.length > 1 ? `${matches.length} runs are meant by` : 'There is no run';
  const list = suggestedCommand('runs', where);
  throw new StudioError('run-not-found', `${problem} “${wanted}”. See all with: ${list}`, { runId: wanted });
}
