import { randomUUID } from 'node:crypto';
import type { TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { FixTrial, TriedFix, TryFix } from '../../contract/groups/trial-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { trainingLimits } from '../../contract/training-limits.ts';
import type { FixTrialView } from '../../db/groups/fix-trial-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Runs } from '../runs.ts';
import type { Settings } from '../settings.ts';
import type { Continuations } from '../starting/continuations.ts';
import type { Clock } from '../training/clock.ts';
import { isNight, nextChange } from '../training/night-hours.ts';
import { otherSeeds } from './other-seeds.ts';
import { repeatName, seedOf, type RunGroups } from './run-groups.ts';
import { startOf, type Repeats } from './repeats.ts';
import { earlierVariances, trialVerdict } from './trial-verdict.ts';
import { firstStepOf, stepsForSameData, usualSteps } from './trial-length.ts';
import { trialRecord } from './trial-record.ts';

interface FixTrialsOptions {
  store: Store;
  runs: Runs;
  repeats: Repeats;
  groups: RunGroups;
  continuations: Continuations;
  settings: Settings;
  clock: Clock;
  /** Called when there is something new about a trial. */
  announce: () => void;
}

/**
 * Tries changes of trainings by short trainings with and without them, seed by seed, and judges each change once its
 * trainings are over.
 */
export class FixTrials {
  readonly #options: FixTrialsOptions;

  constructor(options: FixTrialsOptions) {
    this.#options = options;
  }

  /** Lists the trials of a run, the newest first. Throws `run-not-found`. */
  list(runId: string): FixTrial[] {
    const { store, runs } = this.#options;
    const { key } = runs.row(runId);
    // A training may have been deleted, which is not announced here.
    for (const trial of store.fixTrials.listOf(key)) if (trial.verdict === null) this.#judge(trial);
    return store.fixTrials.listOf(key).map((trial) => this.#record(trial));
  }

  /**
   * Puts the trainings into the queue, each one with the fix next to the one without it, so that a trial that is ended
   * early has pairs. Takes the trainings without the fix from an earlier trial where they are the same. Rejects as
   * `runs.start` and `runs.branch` do.
   */
  async start({ runId, rule, fix, when, pairs, steps: wanted }: TryFix): Promise<FixTrial> {
    const { store, runs, groups } = this.#options;
    await runs.requireVariant(JSON.parse(runs.row(runId).train) as TrainSpec);
    const row = runs.row(runId);
    const steps = wanted ?? usualSteps(row, firstStepOf(row));
    const seeds = otherSeeds([seedOf(row)], pairs);
    const before = this.#sameBefore(row, fix, { steps, seeds });
    const trial = {
      id: randomUUID(),
      run_key: row.key,
      rule,
      fix: JSON.stringify(fix),
      steps,
      seeds: JSON.stringify(seeds),
      before_key: before ?? groups.create(row.name, 'trial'),
      after_key: groups.create(rule === null ? row.name : `${row.name} · ${rule}`, 'trial'),
      created_at: Date.now(),
    };
    store.fixTrials.insert(trial);
    const startAt = when === 'night' ? this.#nextNight() : undefined;
    for (const seed of seeds) {
      const side = { seed, steps, startAt };
      if (before === null)
        await this.#begin(runs.row(runId), fix, { ...side, groupKey: trial.before_key, hasFix: false });
      await this.#begin(runs.row(runId), fix, { ...side, groupKey: trial.after_key, hasFix: true });
    }
    return this.#record(this.#get(trial.id));
  }

  /** Judges the trials of a run that has just ended. */
  ended({ group_key: groupKey }: Pick<RunView, 'group_key'>): void {
    if (groupKey === null) return;
    const { store, announce } = this.#options;
    for (const trial of store.fixTrials.openOf(groupKey)) this.#judge(trial);
    announce();
  }

  /** Judges the trials whose last training ended together with the process that should have judged them. */
  recover(): void {
    for (const trial of this.#options.store.fixTrials.listOpen()) this.#judge(trial);
  }

  /** Judges a trial whose trainings are over, and keeps the verdict, since its trainings may be deleted. */
  #judge(trial: FixTrialView): void {
    const { store } = this.#options;
    const record = this.#record(trial);
    const verdict = record.open > 0 ? null : trialVerdict(record.pairs, earlierVariances(store, trial));
    if (verdict !== null) store.fixTrials.setVerdict(trial.key, JSON.stringify(verdict));
  }

  #get(id: string): FixTrialView {
    const trial = this.#options.store.fixTrials.get(id);
    if (trial === undefined) throw new Error(`There is no trial ${id}.`);
    return trial;
  }

  #record(trial: FixTrialView): FixTrial {
    return trialRecord(this.#options.store, trial, (row) => this.#options.runs.row(row.id));
  }

  /**
   * The key of the group of the same trainings without a fix, from an earlier trial; null means that no such group is
   * complete.
   */
  #sameBefore(row: RunView, fix: TriedFix, { steps, seeds }: { steps: number; seeds: readonly number[] }) {
    const { store } = this.#options;
    const beginning = (other: TriedFix) => (other.kind === 'branch' ? other.checkpointId : null);
    const earlier = store.fixTrials
      .listOf(row.key)
      .filter((trial) => trial.steps === steps && beginning(JSON.parse(trial.fix) as TriedFix) === beginning(fix));
    const whole = earlier.find(({ before_key: key }) => {
      const usable = store.runs.listGroup(key).filter(({ state }) => state !== 'failed' && state !== 'stopped');
      return seeds.every((seed) => usable.some((run) => seedOf(run) === seed));
    });
    return whole?.before_key ?? null;
  }

  async #begin(row: RunView, fix: TriedFix, side: TrialSide): Promise<RunRecord> {
    return fix.kind === 'branch' ? this.#branch(row, fix, side) : this.#startAnew(row, fix, side);
  }

  /**
   * Starts a training of a new run. The run itself is repeated, with all that it began with, where there is no fix, or
   * where the fix changes only its training.
   */
  async #startAnew(row: RunView, { changes }: Extract<TriedFix, { kind: 'new-run' }>, side: TrialSide) {
    const { repeats } = this.#options;
    const { seed, startAt, groupKey } = side;
    const member = { name: repeatName(row.name, seed), startAt, groupKey };
    const model = JSON.parse(row.model) as ModelSpec;
    const before = JSON.parse(row.train) as TrainSpec;
    const shortened = (train: TrainSpec, steps: number) => ({
      seed,
      maxSteps: Math.min(firstStepOf(row) + steps, train.maxSteps ?? Infinity),
    });
    if (!side.hasFix) return repeats.start(row, { ...member, train: shortened(before, side.steps) });
    const train: TrainSpec = { ...before, ...said(changes.train) };
    const steps = stepsForSameData(side.steps, { model, train: before }, { model: changes.model ?? model, train });
    const short = { ...said(changes.train), ...shortened(train, steps) };
    if (Object.keys(said(changes)).every((name) => name === 'train')) {
      return repeats.start(row, { ...member, train: short });
    }
    const start = startOf(row);
    return repeats.startAnew({ ...start, ...said(changes), train: { ...start.train, ...short } }, member);
  }

  async #branch(row: RunView, fix: Extract<TriedFix, { kind: 'branch' }>, side: TrialSide): Promise<RunRecord> {
    const { runs, repeats, continuations } = this.#options;
    const checkpoint = runs.checkpoint(fix.checkpointId);
    if (checkpoint.run_id !== row.id) {
      throw new StudioError('checkpoint-not-found', 'This checkpoint is one of another run.', {
        checkpointId: fix.checkpointId,
      });
    }
    const model = JSON.parse(row.model) as ModelSpec;
    const before = JSON.parse(row.train) as TrainSpec;
    const train: TrainSpec = side.hasFix ? { ...before, ...said(fix.train) } : before;
    const steps = stepsForSameData(side.steps, { model, train: before }, { model, train });
    const { epoch } = JSON.parse(checkpoint.progress) as TrainingProgress;
    // An epoch has at least one step: with this many epochs, only the steps end the training.
    const length = {
      maxSteps: checkpoint.step + steps,
      epochs: Math.min(trainingLimits.epochs.max, Math.max(train.epochs, epoch + steps)),
    };
    const branch = await continuations.branch({
      checkpointId: fix.checkpointId,
      name: repeatName(row.name, side.seed),
      train: { ...train, ...length, seed: side.seed },
      ...(side.startAt !== undefined && { startAt: side.startAt }),
    });
    return repeats.join(branch.id, side.groupKey);
  }

  /** The time at which the next night of the settings begins; undefined means that it is night now. */
  #nextNight(): number | undefined {
    const { settings, clock } = this.#options;
    const { nightHours } = settings.get();
    const now = clock.now();
    return isNight(now, nightHours) ? undefined : nextChange(now, nightHours);
  }
}

interface TrialSide {
  seed: number;
  steps: number;
  startAt: number | undefined;
  groupKey: number;
  hasFix: boolean;
}

/** The fields that have a value; the others stay as they are. */
function said<T extends object>(fields: T | undefined): Said<T> {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)) as Said<T>;
}

type Said<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };
