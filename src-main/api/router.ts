import type { KeptCheckpoints } from '../runs/checkpoints/kept-checkpoints.ts';
import type { Doctor } from '../runs/doctor/doctor.ts';
import type { EngineMemory, SystemInfo } from '../contract/system-records.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Exports } from '../exports/exports.ts';
import type { Imports } from '../datasets/imports/imports.ts';
import type { WordVectors } from '../datasets/word-vectors.ts';
import type { ModelImports } from '../exports/model-imports.ts';
import type { Models } from '../models/models.ts';
import type { Continuations } from '../runs/starting/continuations.ts';
import type { EngineHealth } from '../runs/engines/engine-health.ts';
import type { FixTrials } from '../runs/groups/fix-trials.ts';
import type { RunGroups } from '../runs/groups/run-groups.ts';
import type { OtherDatasets } from '../runs/starting/other-datasets.ts';
import type { RateSearches } from '../runs/starting/rate-searches.ts';
import type { Recommendations } from '../runs/starting/recommendations.ts';
import type { Evaluations } from '../runs/evaluations/evaluations.ts';
import type { ForecastChecks } from '../runs/forecasts/forecast-checks.ts';
import type { Forecasts } from '../runs/forecasts/forecasts.ts';
import type { Insight } from '../runs/networks/insight.ts';
import type { Completions } from '../runs/networks/completions.ts';
import type { Playground } from '../runs/networks/playground.ts';
import type { CopiedTexts } from '../runs/measurements/copied-texts.ts';
import type { MeasuredData } from '../runs/measurements/measured-data.ts';
import type { Lessons } from '../lessons/lessons.ts';
import type { Networks } from '../networks/networks.ts';
import type { Runs } from '../runs/runs.ts';
import type { Tagging } from '../runs/networks/tagging.ts';
import type { TokenMaps } from '../runs/token-maps/token-maps.ts';
import type { Sweeps } from '../runs/sweeps/sweeps.ts';
import type { Settings } from '../runs/settings.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { Notices } from '../system/notices.ts';
import type { HttpApiStatus } from '../system/http-api-status.ts';
import type { StoredChanges } from '../system/stored-changes.ts';
import type { TrainingFiles } from '../training-files/training-files.ts';
import type { Trash } from '../trash/trash.ts';
import { datasetProcedures } from './dataset-procedures.ts';
import { exportProcedures } from './export-procedures.ts';
import { evaluationProcedures, forecastProcedures } from './forecast-procedures.ts';
import { httpApiProcedures, type TokenStore } from './http-api-procedures.ts';
import { importProcedures } from './import-procedures.ts';
import { createImplementer } from './implementer.ts';
import { insightProcedures } from './insight-procedures.ts';
import { lessonProcedures } from './lesson-procedures.ts';
import { measurementProcedures } from './measurement-procedures.ts';
import { modelImportProcedures } from './model-import-procedures.ts';
import { modelProcedures } from './model-procedures.ts';
import { networkProcedures } from './network-procedures.ts';
import { notificationProcedures } from './notification-procedures.ts';
import { playgroundProcedures } from './playground-procedures.ts';
import type { ErrorPolicy } from './report-errors.ts';
import { runProcedures } from './run-procedures.ts';
import { settingsProcedures } from './settings-procedures.ts';
import { sweepProcedures } from './sweep-procedures.ts';
import { trainingFileProcedures } from './training-file-procedures.ts';
import { trashProcedures } from './trash-procedures.ts';

export interface RouterOptions {
  datasets: Datasets;
  imports: Imports;
  models: Models;
  runs: Runs;
  continuations: Continuations;
  otherDatasets: OtherDatasets;
  recommendations: Recommendations;
  rateSearches: RateSearches;
  keptCheckpoints: KeptCheckpoints;
  doctor: Doctor;
  groups: RunGroups;
  fixTrials: FixTrials;
  storedChanges: StoredChanges;
  exports: Exports;
  modelImports: ModelImports;
  lessons: Lessons;
  networks: Networks;
  settings: Settings;
  trainingFiles: TrainingFiles;
  trash: Trash;
  sweeps: Sweeps;
  vectors: WordVectors;
  playground: Playground;
  completions: Completions;
  insight: Insight;
  tagging: Tagging;
  tokenMaps: TokenMaps;
  forecasts: Forecasts;
  forecastChecks: ForecastChecks;
  evaluations: Evaluations;
  measuredData: MeasuredData;
  copiedTexts: CopiedTexts;
  systemInfo: () => Promise<SystemInfo>;
  engineMemory: () => Promise<EngineMemory>;
  engineHealth: EngineHealth;
  notices: Notices;
  notifications: Notifications;
  removeUpgradeCopies: () => void;
  httpApiStatus: HttpApiStatus;
  tokens: TokenStore;
  errors: ErrorPolicy;
}

export type StudioRouter = ReturnType<typeof createRouter>;

/** The contract, implemented. */
export function createRouter(options: RouterOptions) {
  const { datasets, imports, models, runs, settings, errors, storedChanges } = options;
  const api = createImplementer(errors, storedChanges);
  return api.router({
    system: {
      info: api.system.info.handler(options.systemInfo),
      memory: api.system.memory.handler(options.engineMemory),
      silentEngines: api.system.silentEngines.handler(({ signal }) => options.engineHealth.watch(signal)),
      endEngine: api.system.endEngine.handler(({ input }) => options.engineHealth.end(input.engine)),
      notices: api.system.notices.handler(() => options.notices.list()),
      noticeChanges: api.system.noticeChanges.handler(({ signal }) => options.notices.watch(signal)),
      storedChanges: api.system.storedChanges.handler(({ signal }) => storedChanges.watch(signal)),
      dismissNotice: api.system.dismissNotice.handler(({ input }) => options.notices.dismiss(input.noticeId)),
      removeUpgradeCopies: api.system.removeUpgradeCopies.handler(() => options.removeUpgradeCopies()),
      access: api.system.access.handler(({ context }) => context.granted),
    },
    datasets: datasetProcedures(api, datasets, imports, options.trash),
    imports: importProcedures(api, imports),
    models: modelProcedures(api, models, options.vectors, options.trash),
    runs: runProcedures(api, options),
    exports: exportProcedures(api, options.exports),
    modelImports: modelImportProcedures(api, options.modelImports),
    networks: networkProcedures(api, options.networks),
    lessons: lessonProcedures(api, options.lessons),
    settings: settingsProcedures(api, settings),
    httpApi: httpApiProcedures(api, options),
    notifications: notificationProcedures(api, options.notifications),
    sweeps: sweepProcedures(api, options.sweeps),
    trainingFiles: trainingFileProcedures(api, options.trainingFiles),
    trash: trashProcedures(api, options.trash),
    playground: playgroundProcedures(api, options),
    insight: insightProcedures(api, runs, options),
    forecasts: forecastProcedures(api, runs, options.forecasts, options.forecastChecks),
    evaluations: evaluationProcedures(api, runs, options.evaluations),
    measurements: measurementProcedures(api, runs, options.measuredData, options.copiedTexts),
  });
}
