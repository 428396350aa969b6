import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** What goes through a port of Node that stands for one of Electron. */
export interface PortMessage {
  message: unknown;
  ports: MessagePort[];
}

/**
 * Electron's MessagePortMain over a port of Node: an emitter whose messages come as `{ data, ports }` once it is started, which closes when its
 * other end does, and which nothing can be done with any more once it was given away.
 */
export class MessagePortMain
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  /** Null: it was given away. */
  #port: MessagePort | null;
  #isStarted = false;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    // What cannot be cloned is refused before any port is gone.
    if (transfer.length > 0) structuredClone(message);
    const ports = nodePorts(transfer);
    this.#port?.postMessage({ message, ports }, ports);
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#port?.on('message', ({ message, ports }: PortMessage) =>
      this.emit('message', { data: message, ports: ports.map((port) => new MessagePortMain(port)) }),
    );
  }

  close(): void {
    this.#port?.close();
  }

  /** Gives it away: what lies beneath, which nobody hears here any more. */
  take(): MessagePort {
    const port = this.#port;
    if (port === null) throw new Error('Port at index 0 is already neutered.');
    this.#port = null;
    port.removeAllListeners();
    return port;
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

/** What lies beneath ports that are given away. Electron transfers nothing but such ports. */
export function nodePorts(ports: readonly Electron.MessagePortMain[]): MessagePort[] {
  const given = ports as readonly unknown[];
  if (!given.every((port) => port instanceof MessagePortMain)) throw new TypeError('Invalid value for transfer');
  return given.map((port) => port.take());
}

/** The same ports with a new owner. */
export const movedPorts = (ports: readonly Electron.MessagePortMain[]): Electron.MessagePortMain[] =>
  nodePorts(ports).map((port) => asElectrons(new MessagePortMain(port)));

/** Its methods are checked above; the listeners' overloads of Electron's type an emitter has by nature. */
export const asElectrons = (port: MessagePortMain): Electron.MessagePortMain =>
  port as unknown as Electron.MessagePortMain;

/**
 * The end of a channel that a page holds: a port of the DOM, whose messages come bare. Node's own ports have the DOM's methods; only what
 * MessagePortMain wraps is unwrapped.
 */
export function pagePort(given: Electron.MessagePortMain): globalThis.MessagePort {
  const [port] = nodePorts([given]);
  const page = new EventTarget();
  port.on('close', () => page.dispatchEvent(new Event('close')));
  return Object.assign(page, {
    postMessage: (message: unknown) => port.postMessage({ message, ports: [] }),
    start: () =>
      void port.on('message', ({ message }: PortMessage) =>
        page.dispatchEvent(new MessageEvent('message', { data: message })),
      ),
    close: () => port.close(),
    onmessage: null,
    onmessageerror: null,
    onclose: null,
  }) as unknown as globalThis.MessagePort;
}
