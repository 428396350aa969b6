import type { Studio } from '../studio/studio.ts';
import { withStudio, type StudioValues } from '../studio/with-studio.ts';
import { openData, requireData, type DataValues } from './data-options.ts';
import { planRun, readPlan, requirePlan, type PlannedRun, type PlanValues } from './plan-run.ts';
import { datasetWithValidation } from './validation-option.ts';

/** Plans the run that `kioku train` would start with these options, for a command that asks about it. Throws as that would. */
export async function withPlan<T>(
  values: DataValues & PlanValues & StudioValues,
  work: (studio: Studio, start: PlannedRun['start']) => Promise<T>,
): Promise<T> {
  const given = requireData(values);
  requirePlan(values);
  const asked = await readPlan(values);
  return withStudio(values, async (studio) => {
    const data = await openData(studio, values, given);
    const dataset = await datasetWithValidation(studio, data, values.validation);
    const { start } = await planRun(studio, { values, asked, dataset });
    return work(studio, start);
  });
}
