import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import { openRelayedClient } from './relayed-client.ts';

let desktop: { page: Page; url: string } | null = null;

/** From now on the lines to the studio of this address, which is not served, lead through its page. */
export function relayThrough(page: Page, url: string): void {
  desktop = { page, url };
}

/** A second line to a studio, beside its page's: to prepare what a test begins with and to ask what the screen should show. */
export async function openClient(url: string): Promise<{ client: StudioClient; close(): void }> {
  if (desktop?.url === url) return openRelayedClient(desktop.page);
  const entrance = await fetch(url, { redirect: 'manual' });
  const [cookie = ''] = (entrance.headers.get('set-cookie') ?? '').split(';');
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { client: createORPCClient<StudioClient>(link), close: () => socket.close() };
}
