import { createRouterClient } from '@orpc/server';
import { localOwner } from '../api/caller.ts';
import { createRouter } from '../api/router.ts';
import { Datasets } from '../datasets/datasets.ts';
import { Imports } from '../datasets/imports/imports.ts';
import { WordVectors } from '../datasets/word-vectors.ts';
import { Exports } from '../exports/exports.ts';
import { ModelImports } from '../exports/model-imports.ts';
import { FormatProcesses } from '../exports/processes/format-processes.ts';
import { openArchive } from '../exports/processes/open-archive.ts';
import { spawnFormatChild } from '../format-process/spawn-format-child.ts';
import { openStore, type Store } from '../db/open-store.ts';
import { storageError } from '../db/storage-error.ts';
import { Lessons } from '../lessons/lessons.ts';
import { Models } from '../models/models.ts';
import { Networks } from '../networks/networks.ts';
import { Notifications } from '../notifications/notifications.ts';
import { createSecretBox } from '../notifications/secret-box.ts';
import { openCharacterCount } from '../runs/engines/character-count.ts';
import { EngineHealth } from '../runs/engines/engine-health.ts';
import { measureSignalsWith } from '../runs/starting/measure-signals.ts';
import type { PrepareSeries } from '../runs/starting/series-run.ts';
import { EngineSupervisor } from '../runs/engines/engine-supervisor.ts';
import { createMemoryGauge } from '../runs/engines/measure-memory.ts';
import { request } from '../runs/engines/request.ts';
import { Continuations } from '../runs/starting/continuations.ts';
import { Doctor } from '../runs/doctor/doctor.ts';
import { GatherFacts } from '../runs/doctor/gather-facts.ts';
import { MeasuredFacts } from '../runs/doctor/measured-facts.ts';
import { FixTrials } from '../runs/groups/fix-trials.ts';
import { Repeats } from '../runs/groups/repeats.ts';
import { RunGroups } from '../runs/groups/run-groups.ts';
import { KeptCheckpoints } from '../runs/checkpoints/kept-checkpoints.ts';
import { OtherDatasets } from '../runs/starting/other-datasets.ts';
import { RateSearches } from '../runs/starting/rate-searches.ts';
import { Recommendations, type CountTraining, type MeasureTraining } from '../runs/starting/recommendations.ts';
import { requireVariantWith } from '../runs/starting/require-variant.ts';
import { Evaluations } from '../runs/evaluations/evaluations.ts';
import { ForecastChecks } from '../runs/forecasts/forecast-checks.ts';
import { Forecasts } from '../runs/forecasts/forecasts.ts';
import { CopiedTexts } from '../runs/measurements/copied-texts.ts';
import { MeasuredData } from '../runs/measurements/measured-data.ts';
import { RunSeries } from '../runs/forecasts/run-series.ts';
import { InspectedNetworks } from '../runs/networks/inspected-networks.ts';
import { Insight } from '../runs/networks/insight.ts';
import { Tagging } from '../runs/networks/tagging.ts';
import { TokenMaps } from '../runs/token-maps/token-maps.ts';
import { Completions } from '../runs/networks/completions.ts';
import { Playground } from '../runs/networks/playground.ts';
import { RunFeed } from '../runs/feed/run-feed.ts';
import { Runs } from '../runs/runs.ts';
import { Settings } from '../runs/settings.ts';
import { systemClock } from '../runs/training/clock.ts';
import { TrainingQueue } from '../runs/training/training-queue.ts';
import { Notices } from '../system/notices.ts';
import { HttpApiStatus } from '../system/http-api-status.ts';
import { OngoingWork } from '../system/ongoing-work.ts';
import { StoredChanges } from '../system/stored-changes.ts';
import { Sweeps } from '../runs/sweeps/sweeps.ts';
import { TrainingFiles } from '../training-files/training-files.ts';
import { Trash, trashMs } from '../trash/trash.ts';
import { errorPolicy } from './error-policy.ts';
import type { Host, HostOptions } from './host.ts';
import { NamedTokens } from './named-tokens.ts';
import { startNotices } from './notices.ts';

/**
 * Opens the data folder and puts the studio together. Throws StudioError with `data-folder-unwritable`, `data-folder-locked`,
 * `database-newer`, `database-damaged`, `upgrade-needs-room` or `disk-full`.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const { dataDir, onUpgrade, log } = options;
  const store = await openStore(dataDir, {
    onUpgrade,
    onSlowQuery: (sql, elapsedMs) => log('info', `Slow query (${Math.round(elapsedMs)} ms): ${sql}`),
  });
  try {
    return await assemble(store, options);
  } catch (error) {
    await store.close();
    throw storageError(error) ?? error;
  }
}

async function assemble(
  store: Store,
  {
    dataDir,
    spawnEngine,
    spawnFormatProcess = spawnFormatChild,
    role,
    settings: changes = {},
    clock = systemClock,
    version,
    log,
    keepTrashMs = trashMs,
    readSecretKey = () => Promise.resolve(null),
  }: HostOptions,
): Promise<Host> {
  const logError = (message: string, error: unknown) => log('error', message, error);
  // Two engine processes, so that a text can be analysed or written while another one is trained on.
  const engineHealth = new EngineHealth((message) => log('warn', message));
  const trainingEngine = new EngineSupervisor(spawnEngine, (engine) => engineHealth.follow('training', engine));
  const requestEngine = new EngineSupervisor(spawnEngine, (engine) => engineHealth.follow('requests', engine));
  const trainingMemory = createMemoryGauge(trainingEngine);
  const requestMemory = createMemoryGauge(requestEngine);
  const datasets = new Datasets(
    store,
    async (content, tokenizer) => request(await requestEngine.connect(), { type: 'analyze', content, tokenizer }),
    async (content, tokenizer) => {
      const engine = await requestEngine.connect();
      return (await request(engine, { type: 'measure-texts', content, tokenizer })).lengths;
    },
  );
  const feed = new RunFeed();
  const settings = new Settings(store, { resumeAfterRestart: role === 'server' ? true : null });
  settings.set(changes);
  const startsWaiting = role !== 'command';
  const supervisor = trainingEngine;
  const queue = new TrainingQueue({ store, datasets, supervisor, feed, settings, clock, startsWaiting, logError });
  const found = startNotices(store, queue.recover(), dataDir);
  const notices = new Notices(store, logError);
  const work = new OngoingWork();
  const trash = new Trash({ store, queue, feed, keepMs: keepTrashMs, logError });
  const announceTrash = () =>
    void trash.announce().catch((error: unknown) => logError('A change of the trash could not be told.', error));
  const formats = new FormatProcesses(spawnFormatProcess);
  const imports = new Imports({
    store,
    dataDir,
    openCharacterCount: () => openCharacterCount(requestEngine),
    openArchive: (kind, file, signal) => openArchive(formats, kind, file, signal),
    onRevived: announceTrash,
    work,
  });
  await imports.recover().catch((error: unknown) => logError('What an import left could not be removed.', error));
  // Losses and dangers are told on a command line too; runs that can go on are in the list.
  for (const notice of found) {
    notices.add(notice);
    log(notice.severity === 'error' ? 'error' : 'warn', notice.message);
  }
  if (store.upgradeCopies.list().length === 0) notices.dismiss('upgrade-copy');
  store.runs.purgeArriving(); // runs that were on their way in when an earlier process ended
  store.freeDisk().catch((error: unknown) => logError('What a crash left half deleted could not be removed.', error));
  const vectors = new WordVectors(datasets, imports.staging);
  const prepareSeries: PrepareSeries = async (content, model, train) => {
    const { prepared } = await request(await requestEngine.connect(), {
      type: 'prepare-series',
      content,
      model,
      train,
    });
    if (prepared === null) throw new Error('A preparation was cancelled that nobody cancelled.');
    return prepared;
  };
  const measureSignals = measureSignalsWith(requestEngine);
  const engineInfo = async () => (await requestEngine.connect()).info;
  const requireVariant = requireVariantWith(engineInfo);
  const runs = new Runs({
    store,
    datasets,
    queue,
    feed,
    trash,
    vectors,
    prepareSeries,
    measureSignals,
    requireVariant,
  });
  const measureTraining: MeasureTraining = async (job, forMs, signal) => {
    const { cost } = await request(await requestEngine.connect(), { type: 'measure-training', job, forMs }, { signal });
    signal?.throwIfAborted();
    if (cost === null) throw new Error('A measurement was cancelled that nobody cancelled.');
    return cost;
  };
  const countTraining: CountTraining = async (job, signal) =>
    (await request(await requestEngine.connect(), { type: 'plan-training', job }, { signal })).counts;
  const modelImports = new ModelImports({ store, datasets, runs, trash, staging: imports.staging, formats, work });
  const exports = new Exports({ store, datasets, runs, supervisor: requestEngine, formats, version }, dataDir, work);
  const tidyExports = () =>
    exports.tidy().catch((error: unknown) => logError('The folder of the exports could not be tidied.', error));
  await tidyExports();
  trash.onChange(tidyExports);
  trash.open();
  const inspected = new InspectedNetworks({ store, datasets, queue, supervisor: requestEngine });
  const writing = { store, supervisor: requestEngine, queue, settings };
  const playground = new Playground(writing);
  const measuredData = new MeasuredData({ store, datasets, supervisor: requestEngine });
  const copiedTexts = new CopiedTexts({ store, measuredData, playground, supervisor: requestEngine });
  const series = new RunSeries({ store, datasets, imports });
  const continuations = new Continuations(store, runs, queue);
  const measurements = new MeasuredFacts({ datasets, measuredData, count: countTraining, measureSignals });
  const facts = new GatherFacts({ store, runs, vectors, measurements, copiedTexts });
  const storedChanges = new StoredChanges();
  const httpApiStatus = new HttpApiStatus();
  const repeats = new Repeats(store, runs, queue);
  const groups = new RunGroups(store, runs, repeats);
  const announce = () => storedChanges.announce(['trials']);
  const fixTrials = new FixTrials({ store, runs, repeats, groups, continuations, settings, clock, announce });
  fixTrials.recover();
  const sweeps = new Sweeps(store, runs, queue);
  // A command trains only its own runs.
  if (startsWaiting) sweeps.recover();
  queue.onEnd((run) => {
    fixTrials.ended(run);
    sweeps.ended(run);
  });
  const doctor = new Doctor({ store, runs, continuations, facts });
  const secrets = createSecretBox(readSecretKey);
  const notifications = new Notifications({
    ...{ dataDir, store, runs, doctor, queue, settings, notices, clock, secrets, log },
  });
  // After the listeners above, which say whether a sweep is over.
  notifications.open({ sendsWaiting: startsWaiting });
  const recommendations = new Recommendations({
    datasets,
    runs,
    settings,
    measure: measureTraining,
    count: countTraining,
    engineInfo,
  });
  const router = createRouter({
    storedChanges,
    datasets,
    imports,
    models: new Models(store, datasets),
    runs,
    continuations,
    groups,
    fixTrials,
    sweeps,
    otherDatasets: new OtherDatasets(store, datasets, runs, queue),
    recommendations,
    doctor,
    rateSearches: new RateSearches({ store, datasets, runs, settings, queue, supervisor: requestEngine }),
    keptCheckpoints: new KeptCheckpoints(store, runs, queue),
    exports,
    modelImports,
    networks: new Networks({ store, imports, modelImports, runs, trash }),
    lessons: new Lessons({ store, supervisor: requestEngine, clock: () => clock.now() }),
    settings,
    trainingFiles: new TrainingFiles({ store, datasets, runs, recommendations }),
    trash,
    vectors,
    notices,
    notifications,
    removeUpgradeCopies() {
      store.upgradeCopies.removeAll();
      for (const { id, code } of notices.list()) if (code === 'upgrade-copy') notices.dismiss(id);
    },
    playground,
    completions: new Completions(writing),
    insight: new Insight({ store, datasets, networks: inspected }),
    tagging: new Tagging({ datasets, networks: inspected }),
    tokenMaps: new TokenMaps({ datasets, networks: inspected }),
    forecasts: new Forecasts({ series, networks: inspected }),
    forecastChecks: new ForecastChecks({ series, networks: inspected }),
    measuredData,
    copiedTexts,
    evaluations: new Evaluations({ store, datasets, imports, networks: inspected, series }),
    systemInfo: async () => {
      return { version, dataDir, ...(await engineInfo()) };
    },
    engineHealth,
    engineMemory: async () => {
      const [training, requests] = await Promise.all([trainingMemory(), requestMemory()]);
      return { training, requests };
    },
    httpApiStatus,
    tokens: new NamedTokens(dataDir),
    errors: errorPolicy(log),
  });
  queue.open();
  return {
    dataDir,
    version,
    log,
    work,
    settings,
    httpApiStatus,
    router,
    client: createRouterClient(router, { context: { caller: localOwner } }),
    stageFiles: (name, files) => imports.staging.addLocal({ name, files }),
    exportedFile: (exportId) => exports.pathOf(exportId),
    doctorFacts: (runId) => facts.ofRun(runs.flushed(runId), new AbortController().signal),
    async close() {
      trash.close();
      await Promise.all([exports.close(), modelImports.close()]);
      await imports.close();
      await formats.close();
      await queue.close();
      await notifications.close();
      await Promise.all([trainingEngine.close(), requestEngine.close()]);
      await store.close();
    },
  };
}
