/** A process's end of its connection to whoever started it. */
export interface ProcessChannel<Request, Event> {
  post(event: Event): void;
  onRequest(listener: (request: Request) => void): void;
  /** Fires when the other end is gone. */
  onClose(listener: () => void): void;
  /** Settles when everything that was posted has left this process. */
  flush(): Promise<void>;
}

/** The port that Electron gives a utility process; described here because code for plain Node must not import electron. */
interface ParentPort {
  once(event: 'message', listener: (event: { ports: MessagePort[] }) => void): unknown;
}

interface MessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** The time that the other end has to read the last messages. */
const LAST_WORDS_MS = 1_000;

/** The channel of a utility process or of a forked child; null in a process that nobody talks to. */
export async function openChannel<Request, Event>(): Promise<ProcessChannel<Request, Event> | null> {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort !== undefined) return portChannel<Request, Event>(await portFrom(parentPort));
  return process.send === undefined ? null : forkedChildChannel<Request, Event>();
}

/** The main process sends the port that leads to the host, and nothing else. */
function portFrom(parentPort: ParentPort): Promise<MessagePort> {
  return new Promise((resolve) => parentPort.once('message', ({ ports: [port] }) => resolve(port)));
}

function portChannel<Request, Event>(port: MessagePort): ProcessChannel<Request, Event> {
  const closed = new Promise<void>((resolve) => port.on('close', resolve));
  port.start();
  return {
    post: (event) => port.postMessage(event),
    onRequest: (listener) => port.on('message', ({ data }) => listener(data as Request)),
    onClose: (listener) => void closed.then(listener),
    // A process that ends may take with it what it has posted: whoever hears the last word closes the port.
    flush: () => Promise.race([closed, new Promise<void>((resolve) => setTimeout(resolve, LAST_WORDS_MS))]),
  };
}

function forkedChildChannel<Request, Event>(): ProcessChannel<Request, Event> {
  let sent = Promise.resolve();
  return {
    post(event) {
      // An error means that the parent is gone, which `disconnect` says too.
      sent = new Promise((resolve) => process.send?.(event, undefined, undefined, () => resolve()));
    },
    onRequest: (listener) => process.on('message', (message) => listener(message as Request)),
    onClose: (listener) => process.on('disconnect', listener),
    flush: () => sent,
  };
}
