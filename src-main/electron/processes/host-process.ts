import { randomUUID } from 'node:crypto';
import type { MessagePortMain, UtilityProcess } from 'electron';
import { StudioError } from '../../contract/errors.ts';
import type {
  Activity,
  EndedRun,
  ChildProgram,
  FromHost,
  HostFailure,
  HostQuestion,
  HostQuestions,
  ToHost,
} from '../../host/process/messages.ts';
import type { LogLevel } from '../../host/host.ts';
import { ChildProcesses } from './child-processes.ts';
import { forkProcess } from './fork-process.ts';

/** A single migration of a large database takes its time. */
const START_MS = 300_000;
/** Trainings write their checkpoints meanwhile. */
const CLOSE_MS = 60_000;

export interface HostListener {
  onActivity(activity: Activity): void;
  /** The share from 0 to 1 of the copy that an upgrade of the database begins with; null once there is no upgrade any more. */
  onUpgrade(share: number | null): void;
  onRunEnded(run: EndedRun): void;
  onLog(level: LogLevel, text: string): void;
  /** Returns the key that seals secrets, in base64; null where the system has no store for it. */
  readSecretKey(): string | null;
}

export type HostStart = Omit<Extract<ToHost, { type: 'start' }>, 'type'>;

/** The places of the other processes' programs. */
export type ProcessFiles = Record<'host' | ChildProgram, string>;

/** One life of the host process. */
export class HostProcess {
  /** Rejects with a StudioError where it cannot start. */
  readonly ready: Promise<void>;
  /** clean: it was asked to end, and said goodbye. `failure`: why it could not start. */
  readonly exited: Promise<{ clean: boolean; detail: string; failure: HostFailure | null }>;
  readonly #child: UtilityProcess;
  readonly #isGone: () => boolean;
  readonly #listener: HostListener;
  readonly #children: ChildProcesses;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #questions = new Map<string, { resolve(answer: unknown): void; reject(error: unknown): void }>();
  #startTimer: NodeJS.Timeout;
  #failure: HostFailure | null = null;
  #saidBye = false;

  constructor(files: ProcessFiles, start: HostStart, listener: HostListener) {
    this.#listener = listener;
    const { child, exited, isGone } = forkProcess(files.host, 'Kioku Studio host');
    this.#child = child;
    this.#isGone = isGone;
    this.#children = new ChildProcesses(files, (message, ports) => this.#tell(message, ports));
    this.ready = this.#ready.promise;
    this.ready.catch(() => undefined); // whoever waits for it is told; others need not
    this.#startTimer = this.#waitForWord();
    child.on('message', (message: FromHost) => this.#hear(message));
    this.exited = exited.then(({ detail }) => this.#leave(detail));
    this.#tell({ type: 'start', ...start });
  }

  /** Hands a window's port to the host. */
  connect(port: MessagePortMain): void {
    this.#tell({ type: 'connect' }, [port]);
  }

  /** Rejects with the host's StudioError, or when it is gone before it answers. */
  ask<Q extends HostQuestion>(question: Q, asked: HostQuestions[Q]['asked']): Promise<HostQuestions[Q]['answer']> {
    const questionId = randomUUID();
    const answer = Promise.withResolvers<HostQuestions[Q]['answer']>();
    if (this.#isGone()) answer.reject(hostGone());
    else {
      const resolve = answer.resolve as (answer: unknown) => void;
      this.#questions.set(questionId, { resolve, reject: answer.reject });
      this.#tell({ type: 'ask', questionId, question, asked } as ToHost);
    }
    return answer.promise;
  }

  /** Trainings write checkpoints and are paused; then it ends. */
  async close(): Promise<void> {
    this.#tell({ type: 'close' });
    const timer = setTimeout(() => this.kill(), CLOSE_MS);
    await this.exited;
    clearTimeout(timer);
  }

  kill(): void {
    this.#child.kill();
  }

  /** A host that starts says something at least this often: an upgrade tells how far it is. */
  #waitForWord(): NodeJS.Timeout {
    return setTimeout(() => {
      const message = 'The studio’s host does not answer. Start the studio again; the log may say why.';
      this.#fail({ code: 'internal', message, details: {} });
    }, START_MS);
  }

  #tell(message: ToHost, ports: MessagePortMain[] = []): void {
    if (this.#isGone()) for (const port of ports) port.close();
    else this.#child.postMessage(message, ports);
  }

  #hear(message: FromHost): void {
    switch (message.type) {
      case 'upgrading':
        clearTimeout(this.#startTimer);
        this.#startTimer = this.#waitForWord();
        return this.#listener.onUpgrade(message.share);
      case 'ready':
        clearTimeout(this.#startTimer);
        this.#listener.onUpgrade(null);
        return this.#ready.resolve(undefined);
      case 'init-failed':
        return this.#fail(message);
      case 'spawn-child':
        return this.#children.fork(message);
      case 'kill-child':
        return this.#children.kill(message.childId);
      case 'read-secret-key':
        return this.#tell({ type: 'secret-key', key: this.#listener.readSecretKey() });
      case 'activity':
        return this.#listener.onActivity(message);
      case 'run-ended':
        return this.#listener.onRunEnded(message);
      case 'log':
        return this.#listener.onLog(message.level, message.text);
      case 'answer':
        this.#questions.get(message.questionId)?.resolve(message.answer);
        return void this.#questions.delete(message.questionId);
      case 'refused':
        this.#questions.get(message.questionId)?.reject(studioErrorOf(message));
        return void this.#questions.delete(message.questionId);
      case 'bye':
        this.#saidBye = true;
        return this.kill();
      case 'moving':
      case 'moved':
        return; // said only by a host that moves a folder
    }
  }

  #fail({ code, message, details }: HostFailure): void {
    clearTimeout(this.#startTimer);
    this.#failure = { code, message, details };
    this.kill();
  }

  #leave(detail: string): { clean: boolean; detail: string; failure: HostFailure | null } {
    clearTimeout(this.#startTimer);
    this.#listener.onUpgrade(null);
    this.#children.killAll();
    this.#ready.reject(this.#failure === null ? hostGone() : studioErrorOf(this.#failure));
    for (const { reject } of this.#questions.values()) reject(hostGone());
    this.#questions.clear();
    return { clean: this.#saidBye, detail, failure: this.#failure };
  }
}

const hostGone = () =>
  new StudioError('internal', 'The studio’s host has ended. Try again in a moment.', { reason: 'host-ended' });

export const studioErrorOf = ({ code, message, details }: HostFailure): StudioError =>
  new StudioError(code, message, details);
