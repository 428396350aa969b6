import { MessageChannelMain, type UtilityProcess } from 'electron';
import type { ToHost } from '../../host/process/messages.ts';
import { forkProcess } from './fork-process.ts';

/** The engines that one host has asked for: forked here, because nobody else may, and talked to by the host alone. */
export class EngineProcesses {
  readonly #modulePath: string;
  readonly #tellHost: (message: ToHost, ports?: Electron.MessagePortMain[]) => void;
  readonly #engines = new Map<string, UtilityProcess>();

  constructor(modulePath: string, tellHost: (message: ToHost, ports?: Electron.MessagePortMain[]) => void) {
    this.#modulePath = modulePath;
    this.#tellHost = tellHost;
  }

  fork(engineId: string): void {
    const { child, exited } = forkProcess(this.#modulePath, 'Kioku Studio engine');
    this.#engines.set(engineId, child);
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'connect' }, [port1]);
    this.#tellHost({ type: 'engine', engineId }, [port2]);
    void exited.then(({ detail }) => {
      this.#engines.delete(engineId);
      this.#tellHost({ type: 'engine-gone', engineId, detail });
    });
  }

  kill(engineId: string): void {
    this.#engines.get(engineId)?.kill();
  }

  killAll(): void {
    for (const child of this.#engines.values()) child.kill();
  }
}
