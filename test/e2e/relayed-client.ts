import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { Page } from '@playwright/test';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import { bridgeName, type PortMessage, type WindowBridge } from '../../src-main/contract/window-bridge.ts';

/** Messages of the contract are texts, or bytes where files go along. */
type Relayed = { text: string } | { bytes: number[] };

const wrap = (data: string | Uint8Array): Relayed => (typeof data === 'string' ? { text: data } : { bytes: [...data] });
const unwrap = (relayed: Relayed) => ('text' in relayed ? relayed.text : new Uint8Array(relayed.bytes));

/** A second port of the desktop program's window to its host, whose messages are carried between the page and this process. */
export async function openRelayedClient(page: Page): Promise<{ client: StudioClient; close(): void }> {
  const id = crypto.randomUUID();
  const listeners = new EventTarget();
  await page.exposeFunction(`hear-${id}`, (relayed: Relayed) =>
    listeners.dispatchEvent(new MessageEvent('message', { data: unwrap(relayed) })),
  );
  await page.evaluate(openPort, { id, bridgeName });
  const port = {
    addEventListener: listeners.addEventListener.bind(listeners),
    postMessage: (data: string | Uint8Array) => void page.evaluate(post, { id, relayed: wrap(data) }),
  };
  const link = new RPCLink({ port: port as unknown as MessagePort });
  return {
    client: createORPCClient<StudioClient>(link),
    close: () => void listeners.dispatchEvent(new Event('close')),
  };
}

/** In the page: a port of its own, kept under its id. */
async function openPort({ id, bridgeName: name }: { id: string; bridgeName: string }): Promise<void> {
  const bridge = Reflect.get(window, name) as WindowBridge;
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', ({ data, ports }: MessageEvent<PortMessage>) => {
      if (data.requestId === id) resolve(ports[0]);
    });
    bridge.requestPort('host', id);
  });
  const hear = Reflect.get(window, `hear-${id}`) as (relayed: unknown) => void;
  port.addEventListener('message', ({ data }: MessageEvent<string | Uint8Array>) =>
    hear(typeof data === 'string' ? { text: data } : { bytes: [...data] }),
  );
  port.start();
  Reflect.set(window, id, port);
}

/** In the page: says it on that port. */
function post({ id, relayed }: { id: string; relayed: Relayed }): void {
  const port = Reflect.get(window, id) as MessagePort;
  port.postMessage('text' in relayed ? relayed.text : new Uint8Array(relayed.bytes));
}
