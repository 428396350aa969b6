import { createRouterClient } from '@orpc/server';
import { createRouter } from '../api/router.ts';
import { StudioError } from '../contract/errors.ts';
import { Datasets } from '../datasets/datasets.ts';
import { openStore } from '../db/open-store.ts';
import { storageError } from '../db/storage-error.ts';
import { Models } from '../models/models.ts';
import { requestAnalysis } from '../runs/engine-requests.ts';
import { EngineSupervisor } from '../runs/engine-supervisor.ts';
import { Playground } from '../runs/playground.ts';
import { RunFeed } from '../runs/run-feed.ts';
import { Runs } from '../runs/runs.ts';
import { TrainingQueue } from '../runs/training-queue.ts';
import type { Host, HostOptions } from './host.ts';

/**
 * Opens the data folder and puts the studio together. Throws StudioError with `data-folder-unwritable`, `data-folder-locked`,
 * `database-newer`, `database-damaged` or `disk-full`.
 */
export async function createHost({ dataDir, spawnEngine, version, log }: HostOptions): Promise<Host> {
  const store = openStore(dataDir);
  const logError = (message: string, error: unknown) => log('error', message, error);
  // Two engine processes, so that a text can be analysed or written while another one is trained on.
  const trainingEngine = new EngineSupervisor(spawnEngine);
  const requestEngine = new EngineSupervisor(spawnEngine);
  const datasets = new Datasets(store, (content, tokenizer) => requestAnalysis(requestEngine, content, tokenizer));
  const feed = new RunFeed();
  const queue = new TrainingQueue({ store, datasets, supervisor: trainingEngine, feed, logError });
  try {
    queue.recover();
  } catch (error) {
    store.close();
    throw storageError(error) ?? error;
  }
  const runs = new Runs({ store, datasets, queue, feed });
  const router = createRouter({
    datasets,
    models: new Models(store, datasets),
    runs,
    playground: new Playground(store, requestEngine),
    systemInfo: async () => {
      return { version, dataDir, ...(await requestEngine.connect()).info };
    },
    errors: {
      recognize: (error) => (error instanceof StudioError ? error : storageError(error)),
      log: logError,
    },
  });
  return {
    dataDir,
    log,
    router,
    client: createRouterClient(router),
    async close() {
      await queue.close();
      await Promise.all([trainingEngine.close(), requestEngine.close()]);
      store.close();
    },
  };
}
