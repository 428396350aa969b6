import { setTimeout } from 'node:timers/promises';
import type { EngineConnection, EngineInfo } from '../../../src-engine/spec/engine-protocol.ts';
import { StudioError } from '../../contract/errors.ts';
import { RestartPolicy } from './restart-policy.ts';
import { RunningEngine, type EngineExit } from './running-engine.ts';

/** Keeps one engine process: started when it is needed, again after it died, with three tries each time. */
export class EngineSupervisor {
  readonly #spawn: () => EngineConnection;
  readonly #onStarted: (engine: RunningEngine) => void;
  #engine: Promise<RunningEngine> | null = null;

  constructor(spawn: () => EngineConnection, onStarted: (engine: RunningEngine) => void = () => undefined) {
    this.#spawn = spawn;
    this.#onStarted = onStarted;
  }

  /** A ready engine. Throws `engine-failed` when none can be started. */
  connect(): Promise<RunningEngine> {
    if (this.#engine === null) {
      const engine = this.#start();
      this.#engine = engine;
      const forget = () => {
        if (this.#engine === engine) this.#engine = null;
      };
      // The first subscription, so that whoever learns of the end gets another engine from here.
      engine.then((running) => {
        running.subscribe({ onExit: forget });
        this.#onStarted(running);
      }, forget);
    }
    return this.#engine;
  }

  /** The engine that there is; null means that none was needed yet, or it died. */
  async running(): Promise<RunningEngine | null> {
    return (await this.#engine?.catch(() => null)) ?? null;
  }

  async close(): Promise<void> {
    await (await this.running())?.shutDown();
  }

  async #start(): Promise<RunningEngine> {
    const restarts = new RestartPolicy();
    for (;;) {
      try {
        return await startEngine(this.#spawn());
      } catch (error) {
        const delay = restarts.afterFailure(0);
        if (delay === null) {
          const detail = error instanceof Error ? error.message : String(error);
          throw new StudioError('engine-failed', `The engine process does not start: ${detail}`, {
            reason: 'does-not-start',
          });
        }
        await setTimeout(delay);
      }
    }
  }
}

async function startEngine(connection: EngineConnection): Promise<RunningEngine> {
  const exited = new Promise<EngineExit>((resolve) => connection.onExit(resolve));
  const ready = new Promise<EngineInfo>((resolve, reject) => {
    connection.onEvent((event) => {
      if (event.type === 'ready') resolve(event.info);
      if (event.type === 'init-failed') reject(new Error(event.message));
    });
    void exited.then(({ detail }) => reject(new Error(detail)));
  });
  try {
    return new RunningEngine(connection, await ready, exited);
  } catch (error) {
    connection.kill();
    throw error;
  }
}
