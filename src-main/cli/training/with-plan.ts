import type { Studio } from '../studio/studio.ts';
import { withStudio, type StudioValues } from '../studio/with-studio.ts';
import { fileOfOptions } from './files/file-options.ts';
import { openData } from './files/open-data.ts';
import { requireConsistent } from './files/require-consistent.ts';
import { planRun, type PlannedRun } from './plan-run.ts';
import { requireVariant } from './require-variant.ts';

/** Plans the run that `kioku train` would start with these options, for a command that asks about it. Throws as that would. */
export async function withPlan<T>(
  values: StudioValues,
  work: (studio: Studio, start: PlannedRun['start']) => Promise<T>,
): Promise<T> {
  const file = await fileOfOptions({ ...values });
  requireConsistent(file);
  return withStudio(values, async (studio) => {
    await requireVariant(studio.client, file.train);
    const dataset = await openData(studio, file.data ?? {}, values);
    const { start } = await planRun(studio, { file, dataset });
    return work(studio, start);
  });
}
