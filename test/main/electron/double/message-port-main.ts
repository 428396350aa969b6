import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort, type Transferable } from 'node:worker_threads';

/**
 * Electron's MessagePortMain over a port of Node: an emitter whose messages come as `{ data, ports }` once it is started, and which closes
 * when its other end does.
 */
export class MessagePortMain
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    this.port.postMessage({ message, ports: nodePorts(transfer) }, nodePorts(transfer));
  }

  start(): void {
    this.port.on('message', ({ message, ports }: { message: unknown; ports: MessagePort[] }) =>
      this.emit('message', { data: message, ports: ports.map((port) => new MessagePortMain(port)) }),
    );
  }

  close(): void {
    this.port.close();
  }
}

export class MessageChannelMain implements Electron.MessageChannelMain {
  readonly port1: Electron.MessagePortMain;
  readonly port2: Electron.MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = asElectrons(new MessagePortMain(port1));
    this.port2 = asElectrons(new MessagePortMain(port2));
  }
}

/** What lies beneath, to be sent to another thread. */
export function nodePorts(ports: readonly Electron.MessagePortMain[]): (MessagePort & Transferable)[] {
  return ports.map((port) => (port as unknown as MessagePortMain).port as MessagePort & Transferable);
}

/** Its methods are checked above; the listeners' overloads of Electron's type an emitter has by nature. */
export const asElectrons = (port: MessagePortMain): Electron.MessagePortMain =>
  port as unknown as Electron.MessagePortMain;

/**
 * The end of a channel that a page holds: a port of the DOM, whose messages come bare. Node's own ports have the DOM's methods; only what
 * MessagePortMain wraps is unwrapped.
 */
export function pagePort({ port }: MessagePortMain): globalThis.MessagePort {
  const page = new EventTarget();
  port.on('close', () => page.dispatchEvent(new Event('close')));
  return Object.assign(page, {
    postMessage: (message: unknown) => port.postMessage({ message, ports: [] }),
    start: () =>
      void port.on('message', ({ message }: { message: unknown }) =>
        page.dispatchEvent(new MessageEvent('message', { data: message })),
      ),
    close: () => port.close(),
    onmessage: null,
    onmessageerror: null,
    onclose: null,
  }) as unknown as globalThis.MessagePort;
}
