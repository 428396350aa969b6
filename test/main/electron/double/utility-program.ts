/** Runs in a process that stands for a utility process: gives it `process.parentPort`, and runs the program that it is forked for. */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { MessagePortMain } from './message-port-main.ts';
import { PortRelay, type RelayedMessage } from './port-relay.ts';
import type { ProcessMessage } from './utility-process.ts';

const relay = new PortRelay((said) => process.send?.(said));

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.({ type: 'said', message, ports: [] } satisfies ProcessMessage);
  }
}

const port = new ParentPort();
/** What comes waits, as in Electron, for the first listener. */
const waiting: { data: unknown; ports: MessagePortMain[] }[] = [];
port.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => waiting.splice(0).forEach((event) => port.emit('message', event)));
});
process.on('message', (said: ProcessMessage | RelayedMessage) => {
  if (said.type !== 'said') return relay.hear(said);
  const event = { data: said.message, ports: said.ports.map((each) => new MessagePortMain(relay.receive(each))) };
  if (port.listenerCount('message') === 0 || waiting.length > 0) waiting.push(event);
  else port.emit('message', event);
});
// It ends with the program that forked it.
process.on('disconnect', () => process.exit());
Object.assign(process, { parentPort: port });
await import(pathToFileURL(process.argv[2] ?? '').href);
