import type { NewRunChanges } from '../../contract/doctor/doctor-records.ts';
import { startRun, type RunRecord, type StartRun } from '../../contract/records.ts';

/** Returns the input that starts a run like this one, with some changes. */
export function startOf(run: RunRecord, { train, ...changes }: NewRunChanges): StartRun {
  const { datasetId, tokenizer, model, forecast } = { ...run, forecast: run.model.forecast };
  return startRun.parse({
    ...{ datasetId, tokenizer, model },
    ...changes,
    train: { ...run.train, ...train },
    ...(forecast !== undefined && {
      ...(forecast.horizon !== null && { horizon: forecast.horizon }),
      ...(forecast.window !== null && { window: forecast.window }),
    }),
  });
}
