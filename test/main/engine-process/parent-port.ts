import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import { MessagePortMain } from '../electron/double/message-port-main.ts';

/**
 * Gives this process the port that Electron gives its utility processes, and a port to a host by way of it. What the engine says there is
 * printed; the first answer is a shutdown, and its goodbye is heard.
 */
const { port1, port2 } = new MessageChannel();
const host = new MessagePortMain(port1);
host.on('message', ({ data }: { data: EngineEvent }) => {
  process.stdout.write(`${data.type}\n`);
  if (data.type === 'ready') host.postMessage({ type: 'shutdown' });
  if (data.type === 'bye') host.close();
});
host.start();

const parentPort = new EventEmitter();
Object.assign(process, { parentPort });
parentPort.once('newListener', () =>
  setImmediate(() => parentPort.emit('message', { data: { type: 'connect' }, ports: [new MessagePortMain(port2)] })),
);
