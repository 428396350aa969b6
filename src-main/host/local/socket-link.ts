import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { WebSocket } from 'ws';

export interface SocketLink {
  link: ClientLink<ClientContext>;
  /** Aborted when the connection is lost, whoever closed it. */
  closed: AbortSignal;
  /** Resolves when the other end knows. */
  close(): Promise<void>;
}

/** Calls over a WebSocket that is open. Those that its end leaves without an answer fail, and so do later ones. */
export function socketLink(socket: WebSocket): SocketLink {
  const closed = new AbortController();
  const browsers = socket as unknown as globalThis.WebSocket;
  const rpc = new RPCLink<ClientContext>({
    websocket: {
      addEventListener: browsers.addEventListener.bind(browsers),
      removeEventListener: browsers.removeEventListener.bind(browsers),
      // A message to a socket that is just closing is answered by its end. A cancellation sent then would be an unhandled error of oRPC.
      readyState: socket.OPEN,
      send: (data) => {
        if (socket.readyState === socket.OPEN) socket.send(data as Uint8Array);
      },
    },
  });
  // Registered after oRPC's listener: whoever cancels calls at the end of the connection finds them failed already.
  socket.once('close', () => closed.abort());
  return {
    link: {
      call(path, input, options) {
        if (closed.signal.aborted) throw new Error('The connection to the studio is lost.');
        return rpc.call(path, input, options);
      },
    },
    closed: closed.signal,
    close: () =>
      new Promise((resolve) => {
        if (closed.signal.aborted) return resolve();
        socket.once('close', () => resolve());
        socket.close();
      }),
  };
}
