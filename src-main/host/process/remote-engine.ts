import type { EngineConnection, EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { EventJoiner, type EngineMessage } from '../../engine-process/checkpoint-parts.ts';
import type { ProcessPort } from './port.ts';

/** How long an engine may take to start, and to end after `shutdown`, before it is killed. */
const START_MS = 30_000;
const SHUTDOWN_MS = 5_000;
/** How long the last words of an engine that is gone may be on their way. */
const LAST_WORDS_MS = 1_000;

/** An engine process that somebody else forks: its port comes with `connect`, and that it is gone with `leave`. */
export interface RemoteEngine {
  readonly connection: EngineConnection;
  connect(port: ProcessPort): void;
  leave(detail: string): void;
}

/** `kill` asks whoever forked the process to end it. What is sent before the port is there waits for it. */
export function createRemoteEngine(kill: () => void): RemoteEngine {
  const eventListeners: ((event: EngineEvent) => void)[] = [];
  const exitListeners: ((exit: { clean: boolean; detail: string }) => void)[] = [];
  const unsent: EngineRequest[] = [];
  let port: ProcessPort | null = null;
  let hasStarted = false;
  let saidBye = false;
  let isPortClosed = false;
  let isGone = false;
  let exitDetail: string | null = null;
  let shutdownTimer: NodeJS.Timeout | undefined;

  const startTimer = setTimeout(() => {
    report({ type: 'init-failed', message: `The engine did not start within ${START_MS / 1000} seconds.` });
    kill();
  }, START_MS);

  function report(event: EngineEvent): void {
    if (event.type === 'ready' || event.type === 'init-failed') {
      hasStarted = true;
      clearTimeout(startTimer);
    }
    if (event.type === 'bye') {
      saidBye = true;
      // Tells the engine that it was heard, so that it need not hurry away from its own words.
      port?.close();
      isPortClosed = true;
    }
    for (const listener of eventListeners) listener(event);
  }

  function end(): void {
    if (isGone || exitDetail === null) return;
    isGone = true;
    clearTimeout(startTimer);
    clearTimeout(shutdownTimer);
    if (!hasStarted) report({ type: 'init-failed', message: `The engine could not start: ${exitDetail}` });
    for (const listener of exitListeners) listener({ clean: saidBye, detail: exitDetail });
  }

  return {
    connect(opened) {
      port = opened;
      const joiner = new EventJoiner();
      port.on('message', ({ data }) => {
        const event = joiner.take(data as EngineMessage);
        if (event !== null) report(event);
      });
      port.on('close', () => {
        isPortClosed = true;
        end();
      });
      port.start();
      for (const request of unsent.splice(0)) port.postMessage(request);
    },
    leave(detail) {
      exitDetail = detail;
      // Its words and the news of its end come by different ways.
      if (port === null || isPortClosed) end();
      else setTimeout(end, LAST_WORDS_MS).unref();
    },
    connection: {
      send(request) {
        if (port === null) unsent.push(request);
        else if (!isPortClosed) port.postMessage(request);
        if (request.type === 'shutdown') shutdownTimer ??= setTimeout(kill, SHUTDOWN_MS);
      },
      onEvent: (listener) => void eventListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill,
    },
  };
}
