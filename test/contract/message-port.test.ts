import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { MessageChannel } from 'node:worker_threads';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import { contractSuite } from './contract-suite.ts';

contractSuite('a MessagePort', async (host) => {
  const { port1: clientPort, port2: hostPort } = new MessageChannel();
  new RPCHandler(host.router).upgrade(hostPort, { context: {} });
  hostPort.start();
  const client = createORPCClient<StudioClient>(new RPCLink({ port: clientPort }));
  clientPort.start();
  return { client, close: async () => clientPort.close() };
});
