import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const kibibyte = 1024;

/** The interval, in milliseconds, at which the memory of a process can be read: elsewhere than on Linux a program has to be asked. */
export const lookEveryMs = process.platform === 'linux' ? 50 : 500;

/** Returns the bytes of memory that a process holds, swapped ones included, or null where it has ended or nobody tells. */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    switch (process.platform) {
      case 'linux':
        return kibibyte * kilobytesOfStatus(await readFile(`/proc/${pid}/status`, 'latin1'));
      case 'win32':
        return (
          kibibyte * kilobytesOfTask((await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])).stdout)
        );
      default:
        return kibibyte * Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout);
    }
  } catch {
    return null;
  }
}

function kilobytesOfStatus(status: string): number {
  const valueOf = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return valueOf('VmRSS') + valueOf('VmSwap');
}

/** Reads the last cell of `"node.exe","1234","Console","1","45,678 K"`, whose digits are grouped as the language has it. */
function kilobytesOfTask(line: string): number {
  return Number(line.slice(line.lastIndexOf(',"')).replaceAll(/\D/g, ''));
}
