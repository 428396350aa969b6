import type { Store } from '../db/open-store.ts';
import type { NewNotice } from '../system/notices.ts';
import { networkFileSystemOf } from './network-file-system.ts';

/**
 * Returns what a person should know about how the last host ended, what of its work is saved, and where the data lies. `interrupted`: how
 * many runs it lost. `fileSystem`: the network file system of the data folder, or null.
 */
export function startNotices(
  store: Store,
  interrupted: number,
  dataDir: string,
  fileSystem = networkFileSystemOf(dataDir),
): NewNotice[] {
  const notices: NewNotice[] = [];
  if (fileSystem !== null) {
    notices.push({
      code: 'network-file-system',
      severity: 'error',
      staysDismissed: true,
      message:
        `The data folder ${dataDir} lies on a network file system (${fileSystem}), where the database can be damaged when the connection is ` +
        'lost or two machines use it. Move it to a disk of this machine, and keep copies elsewhere with: kioku backup FILE',
      details: { folder: dataDir, fileSystem },
    });
  }
  if (store.isLogMissing) {
    const datasets = store.datasets.list().length;
    const runs = store.runs.list().length;
    const newest = store.checkpoints.newestAt();
    const savedUntil = newest === null ? '' : new Date(newest).toISOString();
    notices.push({
      code: 'write-ahead-log-missing',
      severity: 'error',
      message:
        'The studio ended without closing its database, and the file kioku.db-wal, in which the last changes were, is gone. ' +
        `What is there is whole: ${datasets} datasets and ${runs} runs` +
        `${savedUntil === '' ? '' : `, with checkpoints up to ${savedUntil}`}. Later changes are lost.`,
      details: { datasets, runs, savedUntil },
    });
  }
  if (interrupted > 0) {
    notices.push({
      code: 'runs-interrupted',
      severity: 'warning',
      message:
        `${interrupted === 1 ? 'A run was' : `${interrupted} runs were`} not over when the studio ended. ` +
        'Everything up to the last checkpoint is saved; resume from there.',
      details: { runs: interrupted },
    });
  }
  const copies = store.upgradeCopies.list();
  if (copies.length > 0) {
    const megabytes = Math.ceil(copies.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20);
    const removedAt = new Date(Math.max(...copies.map((copy) => copy.removedAt))).toISOString();
    notices.push({
      code: 'upgrade-copy',
      severity: 'info',
      message:
        `The database was upgraded, and a copy from before (${megabytes} MB) is kept in the data folder until ${removedAt.slice(0, 10)}. ` +
        'If all is as it should be, it can be deleted.',
      details: { megabytes, removedAt },
    });
  }
  return notices;
}
