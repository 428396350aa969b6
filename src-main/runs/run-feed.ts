import type { EpochMetrics, StepMetrics } from '../../src-engine/spec/engine-protocol.ts';
import type { RunRecord, RunUpdate } from '../contract/records.ts';
import { Pulse } from './pulse.ts';

/** What a client that does not keep up still gets of the steps: the newest. It reads the others from the stored metrics. */
const mostSteps = 1000;

interface Watcher {
  pulse: Pulse;
  steps: StepMetrics[];
  epochs: EpochMetrics[];
}

/** Tells those who watch a run what happens to it. Memory a watcher is bounded, however slow it is. */
export class RunFeed {
  readonly #watchers = new Map<number, Set<Watcher>>();

  publish(runKey: number, news: { steps?: readonly StepMetrics[]; epochs?: readonly EpochMetrics[] } = {}): void {
    for (const watcher of this.#watchers.get(runKey) ?? []) {
      if (news.steps) watcher.steps = [...watcher.steps, ...news.steps].slice(-mostSteps);
      if (news.epochs) watcher.epochs.push(...news.epochs);
      watcher.pulse.beat();
    }
  }

  /** The run was deleted. */
  end(runKey: number): void {
    for (const { pulse } of this.#watchers.get(runKey) ?? []) pulse.end();
  }

  /** The run now, then what changes, until the run is deleted or `signal` aborts. */
  async *watch(
    runKey: number,
    read: () => RunRecord,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<RunUpdate, void, void> {
    const watcher: Watcher = { pulse: new Pulse(signal), steps: [], epochs: [] };
    const watchers = this.#watchers.get(runKey) ?? new Set();
    this.#watchers.set(runKey, watchers.add(watcher));
    watcher.pulse.beat();
    try {
      while (await watcher.pulse.next()) {
        const { steps, epochs } = watcher;
        watcher.steps = [];
        watcher.epochs = [];
        yield { run: read(), steps, epochs };
      }
    } finally {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(runKey);
    }
  }
}
