import type { SystemInfo } from '../contract/records.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Models } from '../models/models.ts';
import type { Playground } from '../runs/playground.ts';
import type { Runs } from '../runs/runs.ts';
import { datasetProcedures } from './dataset-procedures.ts';
import { createImplementer } from './implementer.ts';
import { modelProcedures } from './model-procedures.ts';
import { playgroundProcedures } from './playground-procedures.ts';
import type { ErrorPolicy } from './report-errors.ts';
import { runProcedures } from './run-procedures.ts';

export interface RouterOptions {
  datasets: Datasets;
  models: Models;
  runs: Runs;
  playground: Playground;
  systemInfo: () => Promise<SystemInfo>;
  errors: ErrorPolicy;
}

export type StudioRouter = ReturnType<typeof createRouter>;

/** The contract, implemented. */
export function createRouter({ datasets, models, runs, playground, systemInfo, errors }: RouterOptions) {
  const api = createImplementer(errors);
  return api.router({
    system: { info: api.system.info.handler(systemInfo) },
    datasets: datasetProcedures(api, datasets),
    models: modelProcedures(api, models),
    runs: runProcedures(api, runs),
    playground: playgroundProcedures(api, runs, playground),
  });
}
