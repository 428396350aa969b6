import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StudioMessage } from './messages.ts';

/** What a pipe holds arrives in much less. */
const drainMs = 50;

/** What has been promised by all studios that worked in a folder, one after the other. */
export interface Promises {
  /** Hashes by id. */
  datasets: Map<string, string>;
  /** Steps that have one, by run. */
  checkpoints: Map<string, Set<number>>;
  finished: Set<string>;
  broken: string[];
}

/** A working studio, which can be killed at any instant. */
export class StudioUnderTest {
  readonly #process: ChildProcess;
  readonly #promises: Promises;
  readonly #waiting = new Set<() => void>();
  readonly messages: StudioMessage[] = [];
  isReady = false;
  isTraining = false;
  /** importing or deleting, and what is; null: neither. */
  work: 'importing' | 'deleting' | null = null;
  #hasEnded = false;
  #errors = '';

  constructor(dataDir: string, promises: Promises) {
    this.#promises = promises;
    const program = fileURLToPath(new URL('./studio-process.ts', import.meta.url));
    const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(JSON.parse(line) as StudioMessage));
    child.stderr.on('data', (text: Buffer) => (this.#errors += text.toString()));
    child.on('close', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  /** Resolves with the first message, past or to come, of this kind; rejects where the studio ends before. */
  async next<T extends StudioMessage['type']>(type: T, after = 0): Promise<Extract<StudioMessage, { type: T }>> {
    for (;;) {
      const found = this.messages.slice(after).find((message) => message.type === type);
      if (found !== undefined) return found as Extract<StudioMessage, { type: T }>;
      if (this.#hasEnded) throw new Error(`The studio ended by itself. ${this.#errors}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** The engine that trains, the one that answers requests, or both: those that run just now. */
  enginePids(): number[] {
    const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return processes
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([pid, parent]) => (parent === this.#process.pid && pid !== undefined ? [pid] : []));
  }

  /** Stands still until `thaw`, and all that it has said has been heard. */
  async freeze(): Promise<void> {
    this.#process.kill('SIGSTOP');
    await setTimeout(drainMs);
  }

  thaw(): void {
    this.#process.kill('SIGCONT');
  }

  /** Resolves when it is gone. Its engines end by themselves. */
  async kill(): Promise<void> {
    if (this.#hasEnded) throw new Error(`The studio ended by itself. ${this.#errors}`);
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await closed;
  }

  #hear(message: StudioMessage): void {
    this.messages.push(message);
    const { datasets, checkpoints, finished, broken } = this.#promises;
    switch (message.type) {
      case 'imported':
        datasets.set(message.datasetId, message.hash);
        this.work = null;
        break;
      case 'importing':
        this.work = 'importing';
        break;
      case 'deleting':
        // From here on it may be there or not.
        datasets.delete(message.id);
        checkpoints.delete(message.id);
        finished.delete(message.id);
        this.work = 'deleting';
        break;
      case 'deleted':
        this.work = null;
        break;
      case 'saved': {
        const steps = checkpoints.get(message.runId) ?? new Set();
        for (const step of message.steps) steps.add(step);
        checkpoints.set(message.runId, steps);
        break;
      }
      case 'training':
        this.isTraining = true;
        break;
      case 'interrupted':
        this.isTraining = false;
        break;
      case 'finished':
        finished.add(message.runId);
        this.isTraining = false;
        break;
      case 'broken':
        broken.push(message.message);
        break;
      case 'ready':
        this.isReady = true;
        for (const { id, state } of message.runs) {
          if (state === 'running') broken.push(`Run ${id} still runs, but its process is dead.`);
        }
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
