import type {
  EngineConnection,
  EngineEvent,
  EngineInfo,
  EngineRequest,
} from '../../../src-engine/spec/engine-protocol.ts';
import { Silence } from './silence.ts';

/** An engine that works says something every other second, see its `heartbeat`. */
const SILENT_MS = 10_000;

export interface EngineExit {
  clean: boolean;
  detail: string;
}

export interface EngineSubscriber {
  onEvent?: (event: EngineEvent) => void;
  /** Is called every second for as long as the engine has been silent for more than `SILENT_MS`. */
  onSilent?: (silentMs: number) => void;
  /** Is called once, when the process is gone, unless the subscription was ended before. */
  onExit: (exit: EngineExit) => void;
}

/** An engine process that is ready for requests. Its subscriptions end with it, in the order in which they began. */
export class RunningEngine {
  readonly info: EngineInfo;
  readonly exited: Promise<EngineExit>;
  readonly #connection: EngineConnection;
  readonly #subscribers = new Set<EngineSubscriber>();
  readonly #silence = new Silence((silentMs) => {
    if (silentMs < SILENT_MS) return;
    for (const { onSilent } of [...this.#subscribers]) onSilent?.(silentMs);
  });
  #hasExited = false;

  constructor(connection: EngineConnection, info: EngineInfo, exited: Promise<EngineExit>) {
    this.#connection = connection;
    this.info = info;
    this.exited = exited;
    connection.onEvent((event) => {
      this.#silence.interrupt();
      for (const { onEvent } of [...this.#subscribers]) onEvent?.(event);
    });
    void exited.then((exit) => {
      this.#hasExited = true;
      this.#silence.end();
      for (const { onExit } of [...this.#subscribers]) onExit(exit);
      this.#subscribers.clear();
    });
  }

  send(request: EngineRequest): void {
    this.#connection.send(request);
  }

  /** Returns a function that ends the subscription. */
  subscribe(subscriber: EngineSubscriber): () => void {
    if (this.#hasExited) void this.exited.then(subscriber.onExit);
    else this.#subscribers.add(subscriber);
    return () => void this.#subscribers.delete(subscriber);
  }

  /** Ends the engine's process at once. */
  kill(): void {
    this.#connection.kill();
  }

  /** Asks the engine to end. Its connection kills it where it does not. */
  async shutDown(): Promise<void> {
    this.send({ type: 'shutdown' });
    await this.exited;
  }
}
