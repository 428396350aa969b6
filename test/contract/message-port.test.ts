import { createORPCClient } from '@orpc/client';
import { MessageChannel } from 'node:worker_threads';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import { servePort } from '../../src-main/host/process/serve-port.ts';
import { messagePortTransport } from '../../src-renderer/client/connection/transport.ts';
import { asElectrons, MessagePortMain, pagePort } from '../main/electron/double/message-port-main.ts';
import { contractSuite } from './contract-suite.ts';

// What the host process and the desktop program's windows use, over a port of Node instead of Electron's.
contractSuite('a MessagePort', async (host) => {
  const { port1, port2 } = new MessageChannel();
  servePort(host.router, asElectrons(new MessagePortMain(port2)));
  const { link, closed, close } = await messagePortTransport(async () => pagePort(new MessagePortMain(port1)))();
  return {
    client: createORPCClient<StudioClient>(link),
    async close() {
      close();
      await closed;
    },
  };
});
