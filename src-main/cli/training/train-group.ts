import type { Recommendation } from '../../contract/recipe-records.ts';
import type { Studio } from '../studio/studio.ts';
import { groupLine, groupResults, groupTable } from '../metrics/group-results.ts';
import { followGroup } from './follow-group.ts';
import { jsonReporter } from './json-reporter.ts';
import { textReporter } from './text-reporter.ts';

interface WantedGroup {
  runId: string;
  seeds: number;
  name?: string | undefined;
  startAt?: number | undefined;
  json: boolean;
  /** The choice for a budget; left out where nothing was chosen. */
  chosen?: Recommendation | null;
}

/**
 * Repeats a run with other seeds, follows all of its group and reports the results. Resolves with true where it was
 * interrupted.
 */
export async function trainGroup(studio: Studio, wanted: WantedGroup): Promise<boolean> {
  const { runId, seeds, name, startAt, json, chosen = null } = wanted;
  const started = await studio.client.runs.repeatWithSeeds({
    runId,
    seeds,
    ...(name !== undefined && { name }),
    ...(startAt !== undefined && { startAt }),
  });
  const { runs, interrupted } = await followGroup(studio, started, () =>
    json ? jsonReporter(chosen) : textReporter(process.stdout),
  );
  const groups = groupResults(runs);
  process.stdout.write(json ? groups.map((group) => `${groupLine(group)}\n`).join('') : `${groupTable(groups)}\n`);
  return interrupted;
}
