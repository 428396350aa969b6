import type { EngineEvent, EngineRequest } from '../../src-engine/spec/engine-protocol.ts';

/** The engine process's end of its connection to whoever started it. */
export interface EngineChannel {
  post(event: EngineEvent): void;
  onRequest(listener: (request: EngineRequest) => void): void;
  /** Fires when the other end is gone. */
  onClose(listener: () => void): void;
  /** Settles when everything that was posted has left this process. */
  flush(): Promise<void>;
}

/** What Electron gives a utility process; described here because code for plain Node must not import electron. */
interface ParentPort {
  once(event: 'message', listener: (event: { ports: MessagePort[] }) => void): unknown;
}

interface MessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** How long the other end may take to hear the last words. */
const LAST_WORDS_MS = 1_000;

/** The channel of a utility process or of a forked child; null in a process that nobody talks to. */
export async function openChannel(): Promise<EngineChannel | null> {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort !== undefined) return portChannel(await portFrom(parentPort));
  return process.send === undefined ? null : forkedChildChannel();
}

/** The main process sends the port that leads to the host, and nothing else. */
function portFrom(parentPort: ParentPort): Promise<MessagePort> {
  return new Promise((resolve) => parentPort.once('message', ({ ports: [port] }) => resolve(port)));
}

function portChannel(port: MessagePort): EngineChannel {
  const closed = new Promise<void>((resolve) => port.on('close', resolve));
  port.start();
  return {
    post: (event) => port.postMessage(event),
    onRequest: (listener) => port.on('message', ({ data }) => listener(data as EngineRequest)),
    onClose: (listener) => void closed.then(listener),
    // A process that ends may take with it what it has posted: whoever hears the last word closes the port.
    flush: () => Promise.race([closed, new Promise<void>((resolve) => setTimeout(resolve, LAST_WORDS_MS))]),
  };
}

function forkedChildChannel(): EngineChannel {
  let sent = Promise.resolve();
  return {
    post(event) {
      // An error means that the parent is gone, which `disconnect` says too.
      sent = new Promise((resolve) => process.send?.(event, undefined, undefined, () => resolve()));
    },
    onRequest: (listener) => process.on('message', (message) => listener(message as EngineRequest)),
    onClose: (listener) => process.on('disconnect', listener),
    flush: () => sent,
  };
}
