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
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The channel of a utility process or of a forked child; null in a process that nobody talks to. */
export function openChannel(): EngineChannel | null {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort !== undefined) return utilityProcessChannel(parentPort);
  return process.send === undefined ? null : forkedChildChannel();
}

/** Electron ends its utility processes itself, so there is nothing to notice. */
function utilityProcessChannel(port: ParentPort): EngineChannel {
  return {
    post: (event) => port.postMessage(event),
    onRequest: (listener) => port.on('message', ({ data }) => listener(data as EngineRequest)),
    onClose: () => undefined,
    flush: () => new Promise((resolve) => setImmediate(resolve)),
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
