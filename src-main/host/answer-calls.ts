import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { RawData, WebSocket } from 'ws';
import type { CallContext } from '../api/caller.ts';
import type { StudioRouter } from '../api/router.ts';
import type { LocalRouter } from './local/local-router.ts';
import type { Log } from './host.ts';
import { requestLine, type WriteRequest } from './request-log.ts';

interface Call {
  /** Its path, or null for a message that is none: one that cancels another. */
  procedure: string | null;
  status: number;
  receivedBytes: number;
  sentBytes: number;
  startedAt: number;
}

export interface AnswerCallsOptions extends CallContext {
  client: string;
  write: WriteRequest;
  log: Log;
}

/** Answers the studio's contract on web sockets, as oRPC's own handler does, with a line in the log for each call when it is over. */
export class CallAnswerer {
  readonly #handler: StandardRPCHandler<CallContext>;
  /** Whose answer is being sent. */
  readonly #current = new AsyncLocalStorage<Call>();

  constructor(router: StudioRouter | LocalRouter) {
    this.#handler = new StandardRPCHandler<CallContext>(router, {});
  }

  answer(socket: WebSocket, { caller, client, write, log }: AnswerCallsOptions): void {
    const peer = new ServerPeer((message) => {
      const call = this.#current.getStore();
      if (call !== undefined) call.sentBytes += Buffer.byteLength(message);
      return send(socket, message);
    });
    const handle = createServerPeerHandleRequestFn(this.#handler, { context: { caller } });

    const answerMessage = async (call: Call, message: string | Uint8Array) => {
      try {
        await peer.message(message, async (request) => {
          const response = await handle(request);
          // Procedures that do not exist may have any name.
          call.procedure = response.status === 404 ? '(unknown)' : request.url.pathname.slice(1).replaceAll('/', '.');
          call.status = response.status;
          return response;
        });
      } catch (error) {
        log('warn', 'A message could not be answered.', error);
      }
      if (call.procedure !== null) write(requestLine({ ...call, what: `CALL ${call.procedure}`, caller, client }));
    };
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? bytesOf(data) : String(data);
      const receivedBytes = Buffer.byteLength(message);
      const call: Call = { procedure: null, status: 0, receivedBytes, sentBytes: 0, startedAt: performance.now() };
      void this.#current.run(call, answerMessage, call, message);
    });
    socket.once('close', () => peer.close());
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/**
 * A message counts as sent when the socket has taken it, so that a slow reader is not written to without end. A socket that takes
 * nothing any more is closed, which its own event says.
 */
function send(socket: WebSocket, data: Parameters<WebSocket['send']>[0]): Promise<void> {
  return new Promise((resolve) => socket.send(data, () => resolve()));
}
