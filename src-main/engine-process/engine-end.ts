import type { EngineConnection, EngineEvent, EngineRequest } from '../../src-engine/spec/engine-protocol.ts';

/** The time that an engine has to start, and to end after `shutdown`, before it is killed. */
const START_MS = 30_000;
const SHUTDOWN_MS = 5_000;

/** The way to an engine's process, however that was started and however it is reached. */
export interface EngineTransport {
  /** Never throws: whoever sends to an engine that is gone learns so from `onExit`. */
  post(request: EngineRequest): void;
  kill(): void;
  /** Is called when the engine has said its last word. */
  onBye?(): void;
}

/** A connection to an engine, and what has to be told to it about the process. */
export interface EngineEnd {
  readonly connection: EngineConnection;
  hear(event: EngineEvent): void;
  /** Says that the process is gone. Only the first call counts. */
  leave(detail: string): void;
}

/**
 * Makes a connection of a way to a process. It always says something: `ready`, or `init-failed` where the engine could not start or took
 * too long. After `shutdown` the engine is given a few seconds to end, then killed.
 */
export function createEngineEnd({ post, kill, onBye }: EngineTransport): EngineEnd {
  const eventListeners: ((event: EngineEvent) => void)[] = [];
  const exitListeners: ((exit: { clean: boolean; detail: string }) => void)[] = [];
  let hasStarted = false;
  let saidBye = false;
  let isGone = false;
  let shutdownTimer: NodeJS.Timeout | undefined;

  const startTimer = setTimeout(() => {
    hear({ type: 'init-failed', message: `The engine did not start within ${START_MS / 1000} seconds.` });
    kill();
  }, START_MS);

  function hear(event: EngineEvent): void {
    if (event.type === 'ready' || event.type === 'init-failed') {
      hasStarted = true;
      clearTimeout(startTimer);
    }
    if (event.type === 'bye') {
      saidBye = true;
      onBye?.();
    }
    for (const listener of eventListeners) listener(event);
  }

  return {
    hear,
    leave(detail) {
      if (isGone) return;
      isGone = true;
      clearTimeout(startTimer);
      clearTimeout(shutdownTimer);
      if (!hasStarted) hear({ type: 'init-failed', message: `The engine could not start: ${detail}` });
      for (const listener of exitListeners) listener({ clean: saidBye, detail });
    },
    connection: {
      send(request) {
        post(request);
        if (request.type === 'shutdown') shutdownTimer ??= setTimeout(kill, SHUTDOWN_MS);
      },
      onEvent: (listener) => void eventListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill,
    },
  };
}
