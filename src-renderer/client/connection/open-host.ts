import type { WindowBridge } from '../../../src-main/contract/window-bridge.ts';
import { requestPort } from './request-port.ts';
import { messagePortTransport, webSocketTransport, type OpenTransport } from './transport.ts';

/** The way to the host: a port where the desktop program gives one, else a socket to whoever served this page. */
export function hostTransport(bridge: WindowBridge | null): OpenTransport {
  if (bridge !== null) return messagePortTransport(() => requestPort(bridge, 'host'));
  return webSocketTransport(() => {
    const url = new URL('/api', location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(url);
  });
}
