import { RPCHandler } from '@orpc/server/message-port';
import { localOwner } from '../../api/caller.ts';
import type { StudioRouter } from '../../api/router.ts';
import type { ProcessPort } from './port.ts';

/** Answers the studio's contract on a port, until its other end is gone. */
export function servePort(router: StudioRouter, port: ProcessPort): void {
  new RPCHandler(router).upgrade(port, { context: { caller: localOwner } });
  port.start();
}
