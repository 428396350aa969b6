import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compiledCodeFolder } from '../engine-process/cache-folder.ts';
import { childEnvironment } from '../engine-process/child-environment.ts';
import type { FormatConnection, FormatEvent } from '../exports/processes/format-task.ts';
import { heapMegabytes } from '../exports/processes/task-limits.ts';

/** The number of characters kept of its last words. */
const detailLength = 4_000;
/** A process that nobody ends any more, since its host was killed, computes no longer than this. */
const mostCpuSeconds = 3600;

/**
 * Sets the limit of time that the system's kernel watches over, then becomes the program. Memory has no such limit: a browser or a
 * Python in which an export is proved would inherit it, and they reserve many times what they use. The host watches over it.
 */
const limitedProgram = 'ulimit -t "$1" 2>/dev/null; shift; exec "$@"';

/** Starts a format process under the Node that runs this one, in a process group of its own. It ends when this process dies. */
export function spawnFormatChild(memoryBytes: number): FormatConnection {
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './entry.ts' : './formats.js', import.meta.url);
  const program = [
    process.execPath,
    `--max-old-space-size=${heapMegabytes(memoryBytes)}`,
    ...(process.features.typescript ? [] : ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']),
    fileURLToPath(entry),
  ];
  const hasShell = process.platform !== 'win32';
  const [command = '', ...options] = hasShell
    ? ['/bin/sh', '-c', limitedProgram, 'sh', String(mostCpuSeconds), ...program]
    : program;
  const child = spawn(command, options, {
    serialization: 'advanced',
    // Processes that it has started end with it.
    detached: hasShell,
    windowsHide: true,
    env: { ...childEnvironment(), NODE_COMPILE_CACHE: compiledCodeFolder() },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return connect(child, hasShell);
}

function connect(child: ChildProcess, isGroup: boolean): FormatConnection {
  const eventListeners: ((event: FormatEvent) => void)[] = [];
  const exitListeners: ((detail: string) => void)[] = [];
  let isGone = false;
  let lastWords = '';

  /** Comes by way of `close`, or of `error` where there was never a process. */
  function leave(reason: string): void {
    if (isGone) return;
    isGone = true;
    const detail = [reason, lastWords.trim()].filter((part) => part !== '').join('\n');
    for (const listener of exitListeners) listener(detail);
  }

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-detailLength);
  });
  child.on('message', (message) => {
    for (const listener of eventListeners) listener(message as FormatEvent);
  });
  child.on('error', (error) => leave(error.message));
  child.on('close', (code, signal) => leave(signal === null ? `exit code ${code}` : `killed by ${signal}`));

  return {
    send(request) {
      // Whoever sends to a process that is gone learns so from `onExit`.
      if (child.connected) child.send(request, () => undefined);
    },
    onEvent: (listener) => void eventListeners.push(listener),
    onStart(listener) {
      if (child.pid !== undefined) listener(child.pid);
    },
    onExit: (listener) => void exitListeners.push(listener),
    kill() {
      if (isGone) return;
      if (isGroup && child.pid !== undefined) endGroup(child.pid);
      else child.kill('SIGKILL');
    },
  };
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
