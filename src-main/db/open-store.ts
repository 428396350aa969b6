import type Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StudioError } from '../contract/errors.ts';
import { analysisTable } from './analysis-table.ts';
import { bundledNetworkTable } from './bundled-network-table.ts';
import { checkNodeVersion } from './check-node-version.ts';
import { checkpointRetention } from './checkpoint-retention.ts';
import { checkpointTable } from './checkpoint-table.ts';
import { dataMeasurementTable } from './data-measurement-table.ts';
import { datasetTable } from './dataset-table.ts';
import { deliveryTable } from './notices/delivery-table.ts';
import { dismissalTable } from './dismissal-table.ts';
import { findingSightingTable } from './finding-sighting-table.ts';
import { epochMetricsTable } from './epoch-metrics-table.ts';
import { exportTable } from './export-table.ts';
import { fixTrialTable } from './groups/fix-trial-table.ts';
import { runGroupTable } from './groups/run-group-table.ts';
import { sweepTable } from './groups/sweep-table.ts';
import { foundRateTable } from './found-rate-table.ts';
import type { Writer } from './handles/handles.ts';
import { configureWriter, watchedWriter } from './handles/open-connection.ts';
import { openSqlite } from './handles/open-sqlite.ts';
import type { OnSlowQuery } from './handles/watch-statements.ts';
import { WriteGate } from './handles/write-gate.ts';
import { lockDataFolder, type FolderLock } from './lock-data-folder.ts';
import { makeFolder } from './make-folder.ts';
import { lessonProgressTable } from './lesson-progress-table.ts';
import { memorisationTable } from './memorisation-table.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { modelTable } from './model-table.ts';
import { noticeTable } from './notices/notice-table.ts';
import { runEventTable } from './run-event-table.ts';
import { runTable } from './run-table.ts';
import { settingTable } from './setting-table.ts';
import { stepInsightTable } from './step-insight-table.ts';
import { stepMetricsTable } from './step-metrics-table.ts';
import { damagedDatabase, storageError, unwritableFolder } from './storage-error.ts';
import { storedTensors } from './stored-tensors.ts';
import { textTable } from './text-table.ts';
import { DatabaseThread } from './threads/database-thread.ts';
import { startThreads } from './threads/start-threads.ts';
import type { Tasks } from './threads/thread-tasks.ts';
import { trashTable } from './trash-table.ts';
import { UpgradeCopies } from './upgrade-copies.ts';
import type { OnUpgrade } from './upgrade-copy.ts';

/**
 * Everything that is kept, in one SQLite file. What takes a moment is synchronous, and what belongs together goes into `transaction`. What
 * is large is written by one thread and read by another; it gives promises.
 */
export type Store = ReturnType<typeof createStore>;

export interface StoreOptions {
  /** Told how far the copy is that is made before an older database is brought up to date. */
  onUpgrade?: OnUpgrade | undefined;
  onSlowQuery?: OnSlowQuery;
}

/**
 * Opens the database in `dataDir`, which is created if missing, and locks the folder for this process. Rejects with StudioError
 * `data-folder-unwritable`, `data-folder-locked`, `database-newer`, `database-damaged`, `upgrade-needs-room` or `disk-full`.
 */
export async function openStore(dataDir: string, options: StoreOptions = {}): Promise<Store> {
  checkNodeVersion();
  try {
    makeFolder(dataDir);
    const lock = lockDataFolder(dataDir);
    try {
      return await open(join(dataDir, 'kioku.db'), lock, options);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw storageError(error) ?? (isFileSystemError(error) ? unwritableFolder() : error);
  }
}

async function open(file: string, lock: FolderLock, options: StoreOptions) {
  // It would be there after a crash, and holds what was written last.
  const isLogMissing = lock.wasLeftOpen && existsSync(file) && !existsSync(`${file}-wal`);
  const database = await openDatabase(file, options.onUpgrade ?? (() => undefined));
  if (isLogMissing && database.pragma('quick_check(1)', { simple: true }) !== 'ok') {
    database.close();
    throw damagedDatabase();
  }
  lock.announce();
  return createStore({ database, file, lock, isLogMissing, onSlowQuery: options.onSlowQuery ?? (() => undefined) });
}

async function openDatabase(file: string, onUpgrade: OnUpgrade): Promise<Database.Database> {
  const database = openSqlite(file);
  try {
    if (database.pragma('user_version', { simple: true }) === 0) {
      // 16 KiB pages: measured, 41 MB of checkpoint in 126 ms against 195 ms with 4 KiB.
      database.pragma('page_size = 16384');
      database.pragma('auto_vacuum = INCREMENTAL');
    }
    configureWriter(database);
    await migrate(database, file, migrations, onUpgrade);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

interface OpenedDatabase {
  database: Database.Database;
  file: string;
  lock: FolderLock;
  isLogMissing: boolean;
  onSlowQuery: OnSlowQuery;
}

function createStore({ database: opened, file, lock, isLogMissing, onSlowQuery }: OpenedDatabase) {
  const gate = new WriteGate();
  const database: Writer = watchedWriter(opened, gate, onSlowQuery);
  const threadData = { file, gate: gate.memory };
  const { writer, reader } = startThreads(threadData, onSlowQuery);
  const others: DatabaseThread<never>[] = [];
  const upgradeCopies = new UpgradeCopies(file);
  upgradeCopies.removeExpired();
  const transaction = <T>(work: () => T): T => gate.pass(() => database.transaction(work).immediate());
  function swiftTransaction<T>(work: () => T): T {
    if (database.inTransaction) return transaction(work);
    database.pragma('synchronous = NORMAL');
    try {
      return transaction(work);
    } finally {
      database.pragma('synchronous = FULL');
    }
  }
  return {
    texts: textTable(database, writer),
    analyses: analysisTable(database),
    dataMeasurements: dataMeasurementTable(database),
    memorisations: memorisationTable(database),
    datasets: datasetTable(database),
    runs: runTable(database),
    groups: runGroupTable(database),
    fixTrials: fixTrialTable(database),
    sweeps: sweepTable(database),
    runEvents: runEventTable(database),
    stepMetrics: stepMetricsTable(database),
    stepInsights: stepInsightTable(database),
    epochMetrics: epochMetricsTable(database),
    checkpoints: checkpointTable(database, reader),
    retention: checkpointRetention(database),
    tensors: storedTensors(writer, reader, transaction),
    settings: settingTable(database),
    models: modelTable(database),
    exports: exportTable(database),
    trash: trashTable(database),
    notices: noticeTable(database),
    deliveries: deliveryTable(database),
    dismissals: dismissalTable(database),
    foundRates: foundRateTable(database),
    lessonProgress: lessonProgressTable(database),
    findingSightings: findingSightingTable(database),
    bundledNetworks: bundledNetworkTable(database),

    /** All or nothing, on disk when it returns. */
    transaction,
    /** All or nothing, and seen at once, without waiting for the disk: it is there with the next one that waits, if power fails before. */
    swiftTransaction,
    /** Deletes by pieces what is to be purged and what nothing refers to any more, and gives its space back to the disk. */
    async freeDisk(): Promise<void> {
      await writer.ask('free-disk', null);
    },
    upgradeCopies,
    /** A thread of somebody else's that reads the database. It ends with the store. */
    openThread<T extends Tasks<T>>(program: URL): DatabaseThread<T> {
      const thread = new DatabaseThread<T>(program, threadData, onSlowQuery);
      others.push(thread as unknown as DatabaseThread<never>);
      return thread;
    },
    /** The write-ahead log of a crashed host was gone: what was written last is lost, and what is there is whole. */
    isLogMissing,
    /** Work that the threads have begun and not finished is done again, or swept, after the next start. */
    async close(): Promise<void> {
      await Promise.all([writer, reader, ...others].map((thread) => thread.close()));
      lock.withdraw();
      database.close();
      lock.release();
    },
  };
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
