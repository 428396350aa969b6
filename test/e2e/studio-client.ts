import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../src-main/contract/contract.ts';

/** A second line to a studio, beside the browser's: to prepare what a test begins with and to ask what the screen should show. */
export async function openClient(url: string): Promise<{ client: StudioClient; close(): void }> {
  const entrance = await fetch(url, { redirect: 'manual' });
  const [cookie = ''] = (entrance.headers.get('set-cookie') ?? '').split(';');
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { client: createORPCClient<StudioClient>(link), close: () => socket.close() };
}
