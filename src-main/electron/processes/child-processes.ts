import { MessageChannelMain, type UtilityProcess } from 'electron';
import type { ChildProgram, ToHost } from '../../host/process/messages.ts';
import { forkProcess } from './fork-process.ts';

const serviceNames: Record<ChildProgram, string> = {
  engine: 'Kioku Studio engine',
  formats: 'Kioku Studio file formats',
};

export interface WantedChild {
  childId: string;
  program: ChildProgram;
  /** The limit of V8's heap, or null for its usual size. */
  heapMegabytes: number | null;
}

/** The processes that one host has asked for: forked here, because nobody else may, and talked to by the host alone. */
export class ChildProcesses {
  readonly #files: Record<ChildProgram, string>;
  readonly #tellHost: (message: ToHost, ports?: Electron.MessagePortMain[]) => void;
  readonly #children = new Map<string, UtilityProcess>();

  constructor(
    files: Record<ChildProgram, string>,
    tellHost: (message: ToHost, ports?: Electron.MessagePortMain[]) => void,
  ) {
    this.#files = files;
    this.#tellHost = tellHost;
  }

  fork({ childId, program, heapMegabytes }: WantedChild): void {
    const { child, exited } = forkProcess(this.#files[program], serviceNames[program], heapMegabytes);
    this.#children.set(childId, child);
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'connect' }, [port1]);
    this.#tellHost({ type: 'child', childId }, [port2]);
    child.once('spawn', () => {
      if (child.pid !== undefined) this.#tellHost({ type: 'child-started', childId, pid: child.pid });
    });
    void exited.then(({ detail }) => {
      this.#children.delete(childId);
      this.#tellHost({ type: 'child-gone', childId, detail });
    });
  }

  kill(childId: string): void {
    this.#children.get(childId)?.kill();
  }

  killAll(): void {
    for (const child of this.#children.values()) child.kill();
  }
}
