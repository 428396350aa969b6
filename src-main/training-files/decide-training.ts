import { customaryOptimizers } from '../../src-engine/optimizers/customary-optimizers.ts';
import type { ClipSpec, OptimizerSpec, ScheduleSpec, TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { customaryClip, customarySchedule } from '../contract/customary-settings.ts';
import { usualMinDelta } from '../contract/minimal-improvement.ts';
import { trainSpecSchema } from '../contract/spec-schemas.ts';
import type { DecidedTraining } from '../contract/training-files/training-file.ts';

type Kinds = 'optimizer' | 'schedule' | 'clip';

/** A setting that its kind does not have: a momentum of Adam. */
export class UnfitSettingError extends Error {
  /** The names that lead to the setting in a training. */
  readonly path: readonly string[];
  /** The kinds that have it. */
  readonly fitting: readonly string[];
  constructor(path: readonly string[], kind: string, fitting: readonly string[]) {
    super(`${path.join('.')} goes with ${path[0] ?? ''} ${fitting.join(' or ')}, not ${kind}.`);
    this.name = 'UnfitSettingError';
    this.path = path;
    this.fitting = fitting;
  }
}

/**
 * Returns the settings that differ from those of `base`, a preset or an earlier run: what is decided, completed by what
 * the base has or what is customary for another optimizer, schedule or way of clipping. Throws UnfitSettingError.
 */
export function decideTraining(base: TrainSpec, decided: DecidedTraining): Partial<TrainSpec> {
  const { optimizer, schedule, clip, earlyStopping, checkpoints, ...plain } = defined(decided) as DecidedTraining;
  return {
    ...plain,
    optimizer: ofKind('optimizer', optimizerFor(base.optimizer, optimizer?.type), optimizer),
    ...(schedule !== undefined && {
      schedule: ofKind('schedule', scheduleFor(base.schedule, schedule.type), schedule),
    }),
    ...(clip !== undefined && { clip: ofKind('clip', clipFor(base.clip, clip.type), clip) }),
    ...(earlyStopping !== undefined && { earlyStopping: earlyStopping && earlyStoppingLike(base, earlyStopping) }),
    ...(checkpoints !== undefined && { checkpoints: { ...base.checkpoints, ...defined(checkpoints) } }),
  };
}

function optimizerFor(base: OptimizerSpec, type: OptimizerSpec['type'] = base.type): OptimizerSpec {
  return type === base.type ? base : customaryOptimizers[type];
}

function scheduleFor(base: ScheduleSpec, type: ScheduleSpec['type'] = base.type): ScheduleSpec {
  return type === base.type ? base : customarySchedule(type, base.warmupSteps);
}

function clipFor(base: ClipSpec, type: ClipSpec['type'] = base.type): ClipSpec {
  return type === base.type ? base : customaryClip(type, base);
}

function ofKind<Name extends Kinds>(name: Name, usual: TrainSpec[Name], decided: object = {}): TrainSpec[Name] {
  const settings = { ...usual, ...defined(decided) };
  const { options } = trainSpecSchema.shape[name];
  const kinds = options.map(({ shape }) => shape as Record<string, unknown> & { type: { value: string } });
  const names = Object.keys(kinds.find(({ type }) => type.value === usual.type) ?? {});
  const unfit = Object.keys(settings).find((each) => !names.includes(each));
  if (unfit === undefined) return settings;
  throw new UnfitSettingError(
    [name, unfit],
    usual.type,
    kinds.filter((kind) => unfit in kind).map(({ type }) => type.value),
  );
}

function earlyStoppingLike(
  { earlyStopping: base }: TrainSpec,
  decided: NonNullable<DecidedTraining['earlyStopping']>,
): NonNullable<TrainSpec['earlyStopping']> {
  const usual = { patience: customaryPatience, minDelta: usualMinDelta, restoreBest: true };
  return { ...usual, ...base, ...defined(decided) };
}

/** Epochs without an improvement, where early stopping is asked for and nothing is said about its patience. */
const customaryPatience = 5;

function defined<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}
