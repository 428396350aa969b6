import { randomUUID } from 'node:crypto';
import type { EngineConnection } from '../../../src-engine/spec/engine-protocol.ts';
import type { FormatConnection } from '../../exports/processes/format-task.ts';
import { heapMegabytes } from '../../exports/processes/task-limits.ts';
import type { FromHost, ToHost } from './messages.ts';
import type { ProcessPort } from './port.ts';
import { createRemoteEngine, type RemoteEngine } from './remote-engine.ts';
import { createRemoteFormatProcess, type RemoteFormatProcess } from './remote-format-process.ts';

/** Asks for a child, or for its end. */
export type ChildRequest = Extract<FromHost, { type: 'spawn-child' | 'kill-child' }>;
/** Says what has become of it. */
export type ChildNews = Extract<ToHost, { type: 'child' | 'child-started' | 'child-gone' }>;

/** The children of a host that may fork none itself: somebody else does so when `post` asks. */
export class RemoteChildren {
  readonly #post: (request: ChildRequest) => void;
  readonly #children = new Map<string, RemoteEngine | RemoteFormatProcess>();

  constructor(post: (request: ChildRequest) => void) {
    this.#post = post;
  }

  spawnEngine(): EngineConnection {
    const childId = randomUUID();
    const engine = createRemoteEngine(() => this.#post({ type: 'kill-child', childId }));
    this.#children.set(childId, engine);
    this.#post({ type: 'spawn-child', childId, program: 'engine', heapMegabytes: null });
    return engine.connection;
  }

  spawnFormatProcess(memoryBytes: number): FormatConnection {
    const childId = randomUUID();
    const formats = createRemoteFormatProcess(() => this.#post({ type: 'kill-child', childId }));
    this.#children.set(childId, formats);
    this.#post({ type: 'spawn-child', childId, program: 'formats', heapMegabytes: heapMegabytes(memoryBytes) });
    return formats.connection;
  }

  /** `port` leads to a child that is just there. */
  hear(message: ChildNews, port?: ProcessPort): void {
    const child = this.#children.get(message.childId);
    if (child === undefined) return;
    if (message.type === 'child') {
      if (port !== undefined) child.connect(port);
    } else if (message.type === 'child-started') {
      if ('start' in child) child.start(message.pid);
    } else {
      child.leave(message.detail);
      this.#children.delete(message.childId);
    }
  }
}
