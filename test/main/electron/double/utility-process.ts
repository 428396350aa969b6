import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { movedPorts, nodePorts } from './message-port-main.ts';
import { PortRelay, type RelayedMessage } from './port-relay.ts';

/** A utility process as Electron documents it. What it does is up to whoever forks it in a test, or to its real program. */
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
    this.heard.push({ message: structuredClone(message) as { type: string }, ports: movedPorts(ports) });
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

/** What goes to and fro beside what ports carry. */
export interface ProcessMessage {
  type: 'said';
  message: unknown;
  ports: string[];
}

/** One with its real program, in a process of Node. */
export class ForkedProcess extends UtilityProcess {
  readonly #child: ChildProcess;
  readonly #relay = new PortRelay((said) => this.#tell(said));

  constructor(modulePath: string, options: Electron.ForkOptions) {
    super(modulePath, options);
    this.pid = undefined;
    this.#child = fork(new URL('./utility-program.ts', import.meta.url), [modulePath], {
      ...(options.env !== undefined && { env: { ...options.env } }),
      execArgv: (options.execArgv ?? []).map((arg) => arg.replace(/^--js-flags=/, '')),
      // As between processes of Chromium, messages are cloned and not made JSON of.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => this.stderr?.write(chunk));
    this.#child.on('message', (said: ProcessMessage | RelayedMessage) => {
      if (said.type === 'said') this.emit('message', said.message);
      else this.#relay.hear(said);
    });
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.once('exit', (code) => {
      this.pid = undefined;
      this.#relay.close();
      this.emit('exit', code ?? 15);
    });
  }

  postMessage(message: unknown, ports: Electron.MessagePortMain[] = []): void {
    structuredClone(message);
    this.#tell({ type: 'said', message, ports: nodePorts(ports).map((port) => this.#relay.send(port)) });
  }

  kill(): boolean {
    return this.#child.kill();
  }

  /** To one that is just ending nothing can be said any more. */
  #tell(message: ProcessMessage | RelayedMessage): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }
}
