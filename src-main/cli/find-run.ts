import type { StudioClient } from '../contract/contract.ts';
import { StudioError } from '../contract/errors.ts';
import type { RunRecord } from '../contract/records.ts';

/** The run that a person means by its id, the beginning of its id, or “last”: the one that was started last. */
export async function findRun(client: StudioClient, wanted: string): Promise<RunRecord> {
  const runs = await client.runs.list();
  if (wanted === 'last') {
    const [last] = runs.toSorted((a, b) => b.createdAt - a.createdAt);
    if (last) return last;
    throw new StudioError('run-not-found', 'There is no run in this data folder yet. Start one with: kioku train');
  }
  const matches = runs.filter(({ id }) => id.startsWith(wanted));
  const match = matches.find(({ id }) => id === wanted) ?? (matches.length === 1 ? matches[0] : undefined);
  if (match) return match;
  const problem = matches.length > 1 ? `${matches.length} runs have an id that begins with` : 'There is no run';
  throw new StudioError('run-not-found', `${problem} “${wanted}”. See all with: kioku runs`, { runId: wanted });
}
