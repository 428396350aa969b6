import type { EpochMetrics, StepMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import type { ValidationForecast } from '../../../src-engine/spec/forecast-job.ts';
import type { RunListUpdate, RunRecord, RunUpdate } from '../../contract/runs/run-records.ts';
import { Pulse } from './pulse.ts';

/** The newest steps that a client that does not keep up still gets. It reads the others from the stored metrics. */
const mostSteps = 1000;

interface Watcher {
  pulse: Pulse;
  steps: StepMetrics[];
  epochs: EpochMetrics[];
  forecast: ValidationForecast | null;
}

interface RunChanges {
  steps?: readonly StepMetrics[];
  epochs?: readonly EpochMetrics[];
  forecast?: ValidationForecast;
}

interface ListWatcher {
  pulse: Pulse;
  changed: Set<string>;
  deleted: Set<string>;
}

interface RunKeys {
  key: number;
  id: string;
}

/** Tells those who watch a run, or all of them, what happens. Memory a watcher is bounded, however slow it is. */
export class RunFeed {
  readonly #watchers = new Map<number, Set<Watcher>>();
  readonly #listWatchers = new Set<ListWatcher>();
  /** The last forecast of each run, for those who begin to watch between two epochs. */
  readonly #forecasts = new Map<number, ValidationForecast>();

  publish(run: RunKeys, changes: RunChanges = {}): void {
    if (changes.forecast) this.#forecasts.set(run.key, changes.forecast);
    for (const watcher of this.#watchers.get(run.key) ?? []) {
      if (changes.steps) watcher.steps = [...watcher.steps, ...changes.steps].slice(-mostSteps);
      if (changes.epochs) watcher.epochs.push(...changes.epochs);
      watcher.forecast = changes.forecast ?? watcher.forecast;
      watcher.pulse.beat();
    }
    for (const { changed, deleted, pulse } of this.#listWatchers) {
      changed.add(run.id);
      deleted.delete(run.id); // it was had back before anybody heard that it was gone
      pulse.beat();
    }
  }

  /** The run was deleted. */
  end(run: RunKeys): void {
    this.#forecasts.delete(run.key);
    for (const { pulse } of this.#watchers.get(run.key) ?? []) pulse.end();
    for (const { changed, deleted, pulse } of this.#listWatchers) {
      changed.delete(run.id);
      deleted.add(run.id);
      pulse.beat();
    }
  }

  /** The run now, then what changes, until the run is deleted or `signal` aborts. */
  async *watch(
    runKey: number,
    read: () => RunRecord,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<RunUpdate, void, void> {
    const forecast = this.#forecasts.get(runKey) ?? null;
    const watcher: Watcher = { pulse: new Pulse(signal), steps: [], epochs: [], forecast };
    const watchers = this.#watchers.get(runKey) ?? new Set();
    this.#watchers.set(runKey, watchers.add(watcher));
    watcher.pulse.beat();
    try {
      while (await watcher.pulse.next()) {
        const { steps, epochs, forecast: told } = watcher;
        watcher.steps = [];
        watcher.epochs = [];
        watcher.forecast = null;
        yield { run: read(), steps, epochs, ...(told && { forecast: told }) };
      }
    } finally {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(runKey);
    }
  }

  /** All runs now, then those that change, until `signal` aborts. */
  async *watchAll(
    list: () => RunRecord[],
    read: (id: string) => RunRecord,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<RunListUpdate, void, void> {
    const watcher: ListWatcher = { pulse: new Pulse(signal), changed: new Set(), deleted: new Set() };
    this.#listWatchers.add(watcher);
    try {
      yield { changed: list(), deleted: [] };
      while (await watcher.pulse.next()) {
        const changed = [...watcher.changed].map(read);
        const deleted = [...watcher.deleted];
        watcher.changed.clear();
        watcher.deleted.clear();
        yield { changed, deleted };
      }
    } finally {
      this.#listWatchers.delete(watcher);
    }
  }
}
