import { utilityProcess, type UtilityProcess } from 'electron';
import { childEnvironment } from '../../engine-process/child-environment.ts';

/** The number of characters kept of a process's last words. */
const DETAIL_LENGTH = 4_000;

export interface ForkedProcess {
  readonly child: UtilityProcess;
  /** Nothing can be posted to it any more. */
  isGone(): boolean;
  /** Settles in a turn of its own: nothing may be posted from within an `exit` listener. */
  readonly exited: Promise<{ detail: string }>;
}

/** Forks one of the programs beside the main one. `serviceName`: as task managers show it. `heapMegabytes`: what V8's heap may hold. */
export function forkProcess(
  modulePath: string,
  serviceName: string,
  heapMegabytes: number | null = null,
): ForkedProcess {
  const child = utilityProcess.fork(modulePath, [], {
    serviceName,
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(heapMegabytes !== null && { execArgv: [`--js-flags=--max-old-space-size=${heapMegabytes}`] }),
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-DETAIL_LENGTH)));
  child.on('error', (_type, location, report) => (lastWords += `\n${location}\n${report.slice(0, DETAIL_LENGTH)}`));
  let isGone = false;
  const exited = new Promise<{ detail: string }>((resolve) => {
    child.once('exit', (code) => {
      isGone = true;
      setImmediate(() => resolve({ detail: [`exit code ${code}`, lastWords.trim()].filter(Boolean).join('\n') }));
    });
  });
  return { child, exited, isGone: () => isGone };
}
