import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { asElectrons, MessagePortMain, nodePorts } from './message-port-main.ts';

/** A utility process as Electron documents it. What it does is up to whoever forks it in a test, or to a real program in a thread. */
export abstract class UtilityProcess
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, 'postMessage' | 'kill' | 'pid' | 'stdout' | 'stderr'>
{
  pid: number | undefined = 1;
  readonly stdout = null;
  readonly stderr: PassThrough | null = new PassThrough();
  readonly modulePath: string;
  readonly options: Electron.ForkOptions;
  /** What was said to it, with what came along. */
  readonly heard: { message: { type: string }; ports: Electron.MessagePortMain[] }[] = [];

  constructor(modulePath: string, options: Electron.ForkOptions) {
    super();
    this.modulePath = modulePath;
    this.options = options;
  }

  abstract postMessage(message: unknown, transfer?: Electron.MessagePortMain[]): void;
  abstract kill(): boolean;
}

/** One that a test speaks for. */
export class ScriptedProcess extends UtilityProcess {
  readonly #waiting = new Set<() => void>();

  postMessage(message: unknown, ports: Electron.MessagePortMain[] = []): void {
    if (this.pid === undefined) throw new Error('Posted to a process that is gone.');
    // Electron clones it, and moves the ports to the other process.
    const moved = ports.map((port) => asElectrons(new MessagePortMain(nodePorts([port])[0])));
    this.heard.push({ message: structuredClone(message) as { type: string }, ports: moved });
    for (const look of this.#waiting) look();
  }

  /** What it is told of this type, as soon as it is. */
  told(type: string, at = 0): Promise<(typeof this.heard)[number]> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.heard.filter(({ message }) => message.type === type)[at];
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  says(message: { type: string } & Record<string, unknown>): void {
    this.emit('message', structuredClone(message));
  }

  /** It ends by itself. */
  dies(code = 1, lastWords = ''): void {
    if (this.pid === undefined) return;
    this.stderr?.write(lastWords);
    this.pid = undefined;
    setImmediate(() => this.emit('exit', code));
  }

  kill(): boolean {
    const wasAlive = this.pid !== undefined;
    this.dies(15);
    return wasAlive;
  }
}

/** One whose real program runs in a thread of this process. */
export class ThreadProcess extends UtilityProcess {
  readonly #worker: Worker;

  constructor(modulePath: string, options: Electron.ForkOptions) {
    super(modulePath, options);
    this.#worker = new Worker(new URL('./parent-port.ts', import.meta.url), {
      workerData: { program: pathToFileURL(modulePath).href },
      stderr: true,
    });
    this.#worker.stderr.on('data', (chunk: Buffer) => this.stderr?.write(chunk));
    this.#worker.on('message', (message) => this.emit('message', message));
    this.#worker.on('error', (error) => this.stderr?.write(`${error.stack}\n`));
    this.#worker.once('online', () => this.emit('spawn'));
    this.#worker.on('exit', (code) => {
      this.pid = undefined;
      this.emit('exit', code);
    });
  }

  postMessage(message: unknown, ports: Electron.MessagePortMain[] = []): void {
    this.#worker.postMessage({ data: message, ports: nodePorts(ports) }, nodePorts(ports));
  }

  kill(): boolean {
    void this.#worker.terminate();
    return true;
  }
}
