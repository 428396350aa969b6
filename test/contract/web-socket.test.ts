import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import { serve } from '../../src-main/host/serve.ts';
import { contractSuite } from './contract-suite.ts';

contractSuite('a WebSocket', async (host) => {
  const server = await serve(host, { port: 0, staticDir: fileURLToPath(new URL('.', import.meta.url)) });
  const entrance = await fetch(server.url, { redirect: 'manual' });
  const [cookie = ''] = (entrance.headers.get('set-cookie') ?? '').split(';');
  const { host: address, origin } = new URL(server.url);
  const socket = new WebSocket(`ws://${address}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { client: createORPCClient<StudioClient>(link), close: () => server.close() };
});
