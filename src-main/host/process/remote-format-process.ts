import type { FormatConnection, FormatEvent, FormatRequest } from '../../exports/processes/format-task.ts';
import type { ProcessPort } from './port.ts';

/** The time that the last messages of an ended process may still be on their way. */
const LAST_WORDS_MS = 1_000;

/** A format process that somebody else forks: its port comes with `connect`, its number with `start`, its end with `leave`. */
export interface RemoteFormatProcess {
  readonly connection: FormatConnection;
  connect(port: ProcessPort): void;
  start(pid: number): void;
  leave(detail: string): void;
}

/** `kill` asks whoever forked the process to end it. What is sent before the port is there waits for it. */
export function createRemoteFormatProcess(kill: () => void): RemoteFormatProcess {
  const eventListeners: ((event: FormatEvent) => void)[] = [];
  const startListeners: ((pid: number) => void)[] = [];
  const exitListeners: ((detail: string) => void)[] = [];
  const unsent: FormatRequest[] = [];
  let port: ProcessPort | null = null;
  let isPortClosed = false;
  let exitDetail: string | null = null;

  function end(): void {
    if (exitDetail === null) return;
    for (const listener of exitListeners.splice(0)) listener(exitDetail);
  }

  return {
    connect(opened) {
      port = opened;
      port.on('message', ({ data }) => {
        for (const listener of eventListeners) listener(data as FormatEvent);
      });
      port.on('close', () => {
        isPortClosed = true;
        end();
      });
      port.start();
      for (const request of unsent.splice(0)) port.postMessage(request);
    },
    start(pid) {
      for (const listener of startListeners.splice(0)) listener(pid);
    },
    leave(detail) {
      exitDetail = detail;
      // Its words and the message of its end come by different ways.
      if (port === null || isPortClosed) end();
      else setTimeout(end, LAST_WORDS_MS).unref();
    },
    connection: {
      send(request) {
        if (port === null) unsent.push(request);
        else if (!isPortClosed) port.postMessage(request);
      },
      onEvent: (listener) => void eventListeners.push(listener),
      onStart: (listener) => void startListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill,
    },
  };
}
