import type { NewRunChanges } from '../../contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { startRun, type StartRun } from '../../contract/runs/start-records.ts';

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
