import { webSocketTransport } from './transport.ts';

/** The host that served this page. */
export const openHost = webSocketTransport(() => {
  const url = new URL('/api', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url);
});
