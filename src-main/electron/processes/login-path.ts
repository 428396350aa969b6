import { execFile } from 'node:child_process';

/** Files that a shell reads at its start may say something of their own; PATH stands between two of these. */
const mark = '@@kioku@@';
/** A shell that asks something at its start waits for an answer for ever. */
const LIMIT_MS = 10_000;

/**
 * Asks a person's login shell for PATH: a program that is started from the Finder gets four folders of the system alone. Null where the shell
 * says none in time.
 */
export function readLoginPath(shell: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    const words = ['-i', '-l', '-c', `printf '%s' "${mark}$PATH${mark}"`];
    const child = execFile(shell, words, { env: environment, timeout: LIMIT_MS, killSignal: 'SIGKILL' }, (_, said) => {
      const [, path = ''] = said.split(mark);
      resolve(path === '' ? null : path);
    });
    child.stdin?.end();
  });
}
