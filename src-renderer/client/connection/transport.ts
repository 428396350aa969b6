import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink } from '@orpc/client/websocket';

/** One open line to the host. It is used until it closes and is never reopened. */
export interface Transport {
  link: ClientLink<ClientContext>;
  /** Resolves when the line is gone, whoever closed it. */
  closed: Promise<void>;
  close(): void;
}

/** Resolves when calls can be made; rejects when no line could be opened. */
export type OpenTransport = () => Promise<Transport>;

type Socket = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close'>;

/** A line over WebSocket. `createSocket` makes a socket that is still connecting. */
export function webSocketTransport(createSocket: () => Socket): OpenTransport {
  return async () => {
    const socket = createSocket();
    // Our listener is registered before the link's: whoever sees a pending call fail already finds the line marked as lost.
    const closed = new Promise<void>((resolve) => {
      socket.addEventListener('close', () => resolve(), { once: true });
    });
    const link = new RPCLink<ClientContext>({ websocket: socket });
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('close', () => reject(new Error('The host does not answer.')), { once: true });
    });
    return { link, closed, close: () => socket.close() };
  };
}

type Port = Pick<MessagePort, 'addEventListener' | 'postMessage' | 'start' | 'close'>;

/** A line over a port, which closes when the process at its other end is gone. */
export function messagePortTransport(requestPort: () => Promise<Port>): OpenTransport {
  return async () => {
    const port = await requestPort();
    const { promise: closed, resolve: end } = Promise.withResolvers<undefined>();
    // Registered before the link's, as above.
    port.addEventListener('close', () => end(undefined));
    const link = new PortLink<ClientContext>({ port });
    port.start();
    return {
      link,
      closed,
      close() {
        port.close();
        end(undefined); // only the other end is told
      },
    };
  };
}
