import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineConnection, EngineEvent } from '../../src-engine/spec/engine-protocol.ts';
import { compiledCodeFolder } from './cache-folder.ts';
import { EventJoiner, type EngineMessage } from './checkpoint-parts.ts';

/** How long an engine may take to start, and to end after `shutdown`, before it is killed. */
const START_MS = 30_000;
const SHUTDOWN_MS = 5_000;
/** What is kept of its last words. */
const DETAIL_LENGTH = 4_000;

/** Variables that change how Node or the loader behave: what they do to the parent is not meant for the engine. */
const dangerousVariable = /^(NODE_|ELECTRON_|LD_PRELOAD$|DYLD_)/i;

/**
 * Starts an engine process under the Node that runs this one. It always says something: `ready`, or `init-failed` when it could not
 * start or took too long. After `shutdown` it is given a few seconds to end, then killed; when this process dies it ends by itself.
 */
export function spawnEngineChild(): EngineConnection {
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './entry.ts' : './engine.js', import.meta.url);
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: process.features.typescript
      ? []
      : ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !dangerousVariable.test(name))),
      NODE_COMPILE_CACHE: compiledCodeFolder(),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return connect(child);
}

function connect(child: ChildProcess): EngineConnection {
  const eventListeners: ((event: EngineEvent) => void)[] = [];
  const exitListeners: ((exit: { clean: boolean; detail: string }) => void)[] = [];
  let hasStarted = false;
  let saidBye = false;
  let isGone = false;
  let lastWords = '';
  let shutdownTimer: NodeJS.Timeout | undefined;
  const kill = () => child.kill('SIGKILL');

  const startTimer = setTimeout(() => {
    report({ type: 'init-failed', message: `The engine did not start within ${START_MS / 1000} seconds.` });
    kill();
  }, START_MS);

  function report(event: EngineEvent): void {
    if (event.type === 'ready' || event.type === 'init-failed') {
      hasStarted = true;
      clearTimeout(startTimer);
    }
    if (event.type === 'bye') saidBye = true;
    for (const listener of eventListeners) listener(event);
  }

  /** Comes by way of `exit`, or of `error` where there was never a process. */
  function leave(reason: string): void {
    if (isGone) return;
    isGone = true;
    clearTimeout(startTimer);
    clearTimeout(shutdownTimer);
    const detail = [reason, lastWords.trim()].filter((part) => part !== '').join('\n');
    if (!hasStarted) report({ type: 'init-failed', message: `The engine could not start: ${detail}` });
    for (const listener of exitListeners) listener({ clean: saidBye, detail });
  }

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-DETAIL_LENGTH);
  });
  const joiner = new EventJoiner();
  child.on('message', (message) => {
    const event = joiner.take(message as EngineMessage);
    if (event !== null) report(event);
  });
  child.on('error', (error) => leave(error.message));
  // `close` comes after `exit`, when the last words and messages have arrived too.
  child.on('close', (code, signal) => leave(signal === null ? `exit code ${code}` : `killed by ${signal}`));

  return {
    send(request) {
      // Whoever sends to an engine that is gone learns so from `onExit`.
      if (child.connected) child.send(request, () => undefined);
      if (request.type === 'shutdown') shutdownTimer ??= setTimeout(kill, SHUTDOWN_MS);
    },
    onEvent: (listener) => void eventListeners.push(listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill,
  };
}
