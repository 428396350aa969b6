import { setImmediate } from 'node:timers/promises';
import type { EngineConnection, EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { createEngineEnd } from '../../engine-process/engine-end.ts';
import { MessageJoiner, MessageSender, type MessagePart } from '../../engine-process/message-parts.ts';
import type { ProcessPort } from './port.ts';

/** The time that the last messages of an ended engine may still be on their way. */
const LAST_WORDS_MS = 1_000;

/** An engine process that somebody else forks: its port comes with `connect`, and that it is gone with `leave`. */
export interface RemoteEngine {
  readonly connection: EngineConnection;
  connect(port: ProcessPort): void;
  leave(detail: string): void;
}

/** `kill` asks whoever forked the process to end it. What is sent before the port is there waits for it. */
export function createRemoteEngine(kill: () => void): RemoteEngine {
  const unsent: EngineRequest[] = [];
  let port: ProcessPort | null = null;
  let isPortClosed = false;
  let exitDetail: string | null = null;

  const sender = new MessageSender<EngineRequest>(async (part) => {
    if (!isPortClosed) port?.postMessage(part);
    await setImmediate();
  });
  const engine = createEngineEnd({
    post(request) {
      if (port === null) unsent.push(request);
      else sender.send(request);
    },
    kill,
    onBye() {
      // Tells the engine that it was heard, so that it need not hurry away from its own words.
      port?.close();
      isPortClosed = true;
    },
  });

  function end(): void {
    if (exitDetail !== null) engine.leave(exitDetail);
  }

  return {
    connection: engine.connection,
    connect(opened) {
      port = opened;
      const joiner = new MessageJoiner<EngineEvent>();
      port.on('message', ({ data }) => {
        // A part of an event that is still to come is a sign of life.
        engine.hear(joiner.take(data as MessagePart<EngineEvent>) ?? { type: 'heartbeat' });
      });
      port.on('close', () => {
        isPortClosed = true;
        end();
      });
      port.start();
      for (const request of unsent.splice(0)) sender.send(request);
    },
    leave(detail) {
      exitDetail = detail;
      // Its words and the message of its end come by different ways.
      if (port === null || isPortClosed) end();
      else setTimeout(end, LAST_WORDS_MS).unref();
    },
  };
}
