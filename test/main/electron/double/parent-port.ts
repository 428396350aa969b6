import { EventEmitter } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { MessagePortMain } from './message-port-main.ts';

/** A thread's stand-in for a utility process: gives it `process.parentPort` and runs the program that it is forked for. */
class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    parentPort?.postMessage(message);
  }
}

const port = new ParentPort();
// As in Electron: what comes waits for the first listener.
port.on('newListener', (name) => {
  if (name !== 'message' || port.listenerCount('message') > 0) return;
  parentPort?.on('message', ({ data, ports }: { data: unknown; ports: MessagePort[] }) =>
    port.emit('message', { data, ports: ports.map((each) => new MessagePortMain(each)) }),
  );
});
Object.assign(process, { parentPort: port });
await import((workerData as { program: string }).program);
