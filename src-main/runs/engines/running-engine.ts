import type {
  EngineConnection,
  EngineEvent,
  EngineInfo,
  EngineRequest,
} from '../../../src-engine/spec/engine-protocol.ts';

export interface EngineExit {
  clean: boolean;
  detail: string;
}

export interface EngineSubscriber {
  onEvent?: (event: EngineEvent) => void;
  /** Is called once, when the process is gone, unless the subscription was ended before. */
  onExit: (exit: EngineExit) => void;
}

/** An engine process that is ready for requests. Its subscriptions end with it, in the order in which they began. */
export class RunningEngine {
  readonly info: EngineInfo;
  readonly exited: Promise<EngineExit>;
  readonly #connection: EngineConnection;
  readonly #subscribers = new Set<EngineSubscriber>();
  #hasExited = false;

  constructor(connection: EngineConnection, info: EngineInfo, exited: Promise<EngineExit>) {
    this.#connection = connection;
    this.info = info;
    this.exited = exited;
    connection.onEvent((event) => {
      for (const { onEvent } of [...this.#subscribers]) onEvent?.(event);
    });
    void exited.then((exit) => {
      this.#hasExited = true;
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

  /** Asks the engine to end. Its connection kills it where it does not. */
  async shutDown(): Promise<void> {
    this.send({ type: 'shutdown' });
    await this.exited;
  }
}
