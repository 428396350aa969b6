import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A `kioku` that runs as a person runs it: a process of its own. */
export interface RunningCli {
  process: ChildProcess;
  /** Resolves with the first line on standard output that the predicate accepts; rejects if the process ends before. */
  line(accepts: (line: string) => boolean): Promise<string>;
  result: Promise<CliResult>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test has left behind. */
export function endRunning(): void {
  for (const child of running) child.kill('SIGKILL');
}

export function startKioku(args: readonly string[], nodeOptions: readonly string[] = []): RunningCli {
  return start(process.execPath, [...nodeOptions, 'test/tools/kioku.ts', ...args]);
}

/** A script of package.json, as `npm` runs it. */
export function startNpm(script: string, args: readonly string[]): RunningCli {
  return start('npm', ['run', '--silent', script, '--', ...args]);
}

function start(program: string, args: readonly string[]): RunningCli {
  const withoutDisplay = Object.entries(process.env).filter(([name]) => !/^(WAYLAND_)?DISPLAY$|^npm_/.test(name));
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: Object.fromEntries(withoutDisplay),
    // A process group of its own, so that a test can press Ctrl-C as a terminal does.
    detached: true,
  });
  running.add(child);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => waiting.forEach((check) => check());
  let stderr = '';
  let stdout = '';
  let ended = false;
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  const result = once(child, 'close').then(([code]: (number | null)[]): CliResult => {
    ended = true;
    running.delete(child);
    wake();
    return { code, stdout, stderr };
  });
  return {
    process: child,
    result,
    line: (accepts) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = lines.find(accepts);
          if (found === undefined && !ended) return;
          waiting.delete(check);
          if (found !== undefined) resolve(found);
          else reject(new Error(`kioku ended before the line came. It wrote:\n${stdout}\n${stderr}`));
        };
        waiting.add(check);
        check();
      }),
  };
}

/** Runs `kioku` to its end. */
export function kioku(...args: string[]): Promise<CliResult> {
  return startKioku(args).result;
}

/** Ctrl-C on a terminal: SIGINT for every process of the group, the engine's included. */
export function pressCtrlC({ process: child }: RunningCli): void {
  if (child.pid === undefined) throw new Error('kioku is not running');
  process.kill(-child.pid, 'SIGINT');
}

export function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The words of a training about what it learns from, before it begins, and nothing else. */
export const understood = /^\S.*\n( {2}\S.*\n)+$/;
