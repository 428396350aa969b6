import type { EngineName, SilentEngine } from '../../contract/system-records.ts';
import { Pulse } from '../feed/pulse.ts';
import type { RunningEngine } from './running-engine.ts';

const inWords: Record<EngineName, string> = {
  training: 'The engine that trains',
  requests: 'The engine that writes and looks into networks',
};

/** Knows which engines are silent, tells whoever watches, and ends one where a person does not want to wait for it. */
export class EngineHealth {
  readonly #log: (message: string) => void;
  readonly #running = new Map<EngineName, RunningEngine>();
  readonly #silent = new Map<EngineName, SilentEngine>();
  readonly #watchers = new Set<Pulse>();

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  follow(name: EngineName, engine: RunningEngine): void {
    this.#running.set(name, engine);
    engine.subscribe({
      onSilent: (silentMs) => {
        if (this.#silent.has(name)) return;
        this.#silent.set(name, { engine: name, silentSince: Date.now() - silentMs });
        this.#log(`${inWords[name]} has not answered for ${Math.round(silentMs / 1000)} s.`);
        this.#publish();
      },
      onEvent: () => this.#heard(name),
      onExit: () => {
        if (this.#running.get(name) === engine) this.#running.delete(name);
        this.#heard(name);
      },
    });
  }

  /** Yields the engines that are silent, now and whenever that changes, until `signal` aborts. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<SilentEngine[], void, void> {
    const pulse = new Pulse(signal);
    this.#watchers.add(pulse);
    pulse.beat();
    try {
      while (await pulse.next()) yield [...this.#silent.values()];
    } finally {
      this.#watchers.delete(pulse);
    }
  }

  /** Ends the engine's process at once, and resolves when it is gone. */
  async end(name: EngineName): Promise<void> {
    const engine = this.#running.get(name);
    engine?.kill();
    await engine?.exited;
  }

  #heard(name: EngineName): void {
    if (!this.#silent.delete(name)) return;
    this.#log(`${inWords[name]} answers again, or has ended.`);
    this.#publish();
  }

  #publish(): void {
    for (const pulse of this.#watchers) pulse.beat();
  }
}
