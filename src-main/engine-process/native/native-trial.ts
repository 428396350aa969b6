import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';

/** Guards against native kernels that end the process. */
interface NativeTrial {
  /** The reason why they are not to be executed; null means that they may be. */
  readonly problem: string | null;
  /** Resolves as `run` does, which executes native kernels. A process that ends abnormally meanwhile was the last one to do so. */
  guard<T>(run: () => Promise<T>): Promise<T>;
}

const SUSPECTED = 'suspected';
const CRASHED = 'crashed';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Whoever executes native kernels for the first time leaves a file with the number of its process for as long as that takes. The
 * file of a process that is gone tells that it ended in the middle: by a crash, or because somebody killed it or the power went. Hence they
 * are only suspected then, and tried once more. Whoever comes to the end of that clears them; where it ends in the middle too, these
 * kernels are left alone from then on by this version of the runtime on this machine.
 */
export function openNativeTrial(addon: Uint8Array, folder = join(cacheFolder(), 'native-kernels')): NativeTrial {
  const machine = JSON.stringify([cpus()[0]?.model, process.arch, process.versions]);
  const fingerprint = createHash('sha256').update(machine).update(addon).digest('hex').slice(0, 32);
  const fileOf = (end: string | number) => join(folder, `${fingerprint}-${end}`);
  const own = fileOf(process.pid);

  function hasCrashed(): boolean {
    const ends = filesOf(folder)
      .filter((name) => name.startsWith(`${fingerprint}-`))
      .map((name) => name.slice(fingerprint.length + 1));
    const isVerdict = (end: string) => end === SUSPECTED || end === CRASHED;
    const lost = ends.filter((end) => !isVerdict(end) && !isAlive(Number(end)));
    // Several that ended at once are one sign.
    for (const end of lost) judge(fileOf(end), ends.includes(SUSPECTED) ? CRASHED : SUSPECTED);
    return filesOf(folder).includes(`${fingerprint}-${CRASHED}`);
  }

  function judge(file: string, verdict: string): void {
    try {
      renameSync(file, fileOf(verdict));
    } catch {
      // Another process has judged it at the same time.
    }
  }

  return {
    problem: hasCrashed()
      ? `they crashed this program on this machine; delete ${fileOf(CRASHED)} to try them again`
      : null,
    async guard(run) {
      const remove = () => rmSync(own, { force: true });
      const clear = () => rmSync(fileOf(SUSPECTED), { force: true });
      const endAllTheSame = (signal: NodeJS.Signals) => {
        remove();
        if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
      };
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(own, '');
      } catch {
        // A crash is not remembered where no file can be written.
      }
      process.once('exit', remove);
      for (const signal of SIGNALS) process.once(signal, endAllTheSame);
      try {
        return await run();
      } finally {
        for (const signal of SIGNALS) process.off(signal, endAllTheSame);
        process.off('exit', remove);
        remove();
        clear();
      }
    },
  };
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
