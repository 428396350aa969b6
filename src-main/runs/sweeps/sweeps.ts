import { randomUUID } from 'node:crypto';
import { StudioError } from '../../contract/errors.ts';
import type { StartSweep, SweepRecord } from '../../contract/sweeps/sweep-records.ts';
import type { SweepRow } from '../../db/groups/sweep-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Runs } from '../runs.ts';
import type { TrainingQueue } from '../training/training-queue.ts';
import { planRungs, promotable, type Climber, type RungPlan } from './successive-halving.ts';

/** Sweeps that train many runs for a short while and the best of them for longer, by asynchronous successive halving. */
export class Sweeps {
  readonly #store: Store;
  readonly #runs: Runs;
  readonly #queue: TrainingQueue;
  /** The keys of sweeps whose runs are not all in the queue yet. */
  readonly #arriving = new Set<number>();

  constructor(store: Store, runs: Runs, queue: TrainingQueue) {
    this.#store = store;
    this.#runs = runs;
    this.#queue = queue;
  }

  /** Lists the sweeps, the newest first. */
  list(): SweepRecord[] {
    return this.#store.sweeps.list().map((sweep) => this.#record(sweep));
  }

  /** Starts a sweep. Rejects as `runs.start` does; the runs before the refused one are then already in the queue. */
  async start({ name, runs, rungs }: StartSweep): Promise<SweepRecord> {
    for (const { train } of runs) await this.#runs.requireVariant(train);
    const plan = planRungs(rungs);
    const first = plan.counts.length === 0 ? null : 0;
    const id = randomUUID();
    const key = this.#store.sweeps.insert({ id, name, plan: JSON.stringify(plan), created_at: Date.now() });
    this.#arriving.add(key);
    try {
      for (const input of runs) {
        const run = await this.#runs.start(input, (runKey) => this.#store.sweeps.put(runKey, key, first));
        this.#runs.describe({ runId: run.id, tags: [name] });
      }
    } finally {
      this.#arriving.delete(key);
      this.#promote(this.#row(id));
    }
    return this.#record(this.#row(id));
  }

  end(id: string): SweepRecord {
    this.#store.sweeps.end(this.#row(id).key);
    return this.#record(this.#row(id));
  }

  /** Lets the best runs of a sweep go on after one of its runs has ended. */
  ended({ sweep_key: key }: Pick<RunView, 'sweep_key'>): void {
    const sweep = key === null ? undefined : this.#store.sweeps.byKey(key);
    if (sweep !== undefined) this.#promote(sweep);
  }

  /** Promotes the runs that an earlier process would have promoted next. */
  recover(): void {
    for (const sweep of this.#store.sweeps.list()) this.#promote(sweep);
  }

  /** Promotes runs, which come before all that wait, as in algorithm 2: a new run begins only where none may go on. */
  #promote(sweep: SweepRow): void {
    if (sweep.is_ended === 1) return;
    const plan = planOf(sweep);
    const members = this.#members(sweep);
    const isQuiet =
      !this.#arriving.has(sweep.key) &&
      members.every(({ state }) => !['queued', 'running', 'paused', 'interrupted'].includes(state));
    const promoted = promotable(this.#climbers(members, plan), plan, isQuiet);
    // The last run that is put before all others becomes the first of them.
    for (const { id, rung, losses } of promoted.toReversed()) {
      const row = this.#runs.row(id);
      const next = (rung ?? 0) + 1;
      this.#store.transaction(() => {
        const nextRung = next < plan.counts.length ? next : null;
        this.#store.sweeps.promote(row.key, nextRung, JSON.stringify(losses.slice(0, next)));
        this.#runs.settled(this.#runs.row(id)).transition('enqueue', { turn: 'first' });
      });
      this.#queue.written(row.key);
      this.#queue.enter(row.key);
    }
  }

  #members({ key }: SweepRow): RunView[] {
    return this.#store.runs.listSweep(key).map((row) => this.#queue.current(row));
  }

  #climbers(members: readonly RunView[], plan: RungPlan): Climber[] {
    return members.map((row) => {
      const losses = this.#lossesOf(row, plan);
      const isWaiting = row.state === 'stopped' && row.rung !== null && (losses[row.rung] ?? null) !== null;
      return { id: row.id, rung: row.rung, isWaiting, losses };
    });
  }

  /** The best loss of a run up to each rung, on the validation part or, where nothing is held back, in training. */
  #lossesOf(row: RunView, { unit, counts }: RungPlan): (number | null)[] {
    const epochs = this.#store.epochMetrics.list(row.key, 0);
    const isOver = row.state === 'finished' || row.state === 'diverged' || row.state === 'failed';
    const lengthOf = (epoch: { epoch: number; step: number }) => (unit === 'epochs' ? epoch.epoch : epoch.step);
    const reached = unit === 'epochs' ? row.epoch : row.step;
    const known = JSON.parse(row.rung_losses ?? '[]') as number[];
    return counts.map((count, rung) => {
      if (known[rung] !== undefined) return known[rung];
      if (reached < count) return isOver && row.state !== 'finished' ? Infinity : isOver ? bestOf(epochs) : null;
      return bestOf(epochs.filter((epoch) => lengthOf(epoch) <= count));
    });
  }

  #row(id: string): SweepRow {
    const sweep = this.#store.sweeps.get(id);
    if (sweep !== undefined) return sweep;
    throw new StudioError('run-not-found', 'This sweep does not exist any more.', { runId: id });
  }

  #record(sweep: SweepRow): SweepRecord {
    const plan = planOf(sweep);
    const climbers = this.#climbers(this.#members(sweep), plan);
    const isBeyond = ({ rung }: Climber, at: number) => rung === null || rung > at;
    return {
      id: sweep.id,
      name: sweep.name,
      unit: plan.unit,
      reduction: plan.reduction,
      rungs: plan.counts.map((count, at) => {
        const arrived = climbers.filter(({ losses }) => (losses[at] ?? null) !== null);
        return { count, arrived: arrived.length, promoted: arrived.filter((run) => isBeyond(run, at)).length };
      }),
      isEnded: sweep.is_ended === 1,
      createdAt: sweep.created_at,
    };
  }
}

const planOf = ({ plan }: SweepRow): RungPlan => JSON.parse(plan) as RungPlan;

function bestOf(epochs: readonly { trainLoss: number; validationLoss: number | null }[]): number {
  const validated = epochs.flatMap(({ validationLoss }) => validationLoss ?? []);
  const losses = validated.length > 0 ? validated : epochs.map(({ trainLoss }) => trainLoss);
  return losses.length === 0 ? Infinity : Math.min(...losses);
}
