import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { defaultSettings } from '../../src-engine/lessons/default-settings.ts';
import { judgeClaims, meanFigures, type JudgedClaim } from '../../src-engine/lessons/judge-claims.ts';
import type { LessonExperiment, LessonStage } from '../../src-engine/lessons/lesson-experiment.ts';
import { runLesson } from '../../src-engine/lessons/run-lesson.ts';
import type { LessonOutcome } from '../../src-engine/spec/lesson-spec.ts';
import type { EngineBackends } from '../../src-main/engine-process/node-backends.ts';
import { textsOf } from '../../src-main/lessons/lesson-texts.ts';

/** The seeds with which every experiment is measured. */
export const seeds = [1, 2, 3, 4, 5];

interface MeasuredFigure {
  mean: number;
  /** The ends of the 95 % interval of the mean. */
  low: number;
  high: number;
  /** The value of each seed. */
  seeds: number[];
}

/** The measurements of a lesson that are kept: those of the portable kernels, which compute the same bits on every machine. */
export interface MeasuredLesson {
  figures: Record<string, MeasuredFigure>;
  /** The digest of the first stage of the first seed, by which a longer experiment is told after a second. */
  firstStage: { done: number; digest: string };
}

export interface LessonMeasurement extends MeasuredLesson {
  claims: JudgedClaim[];
  /** Processor time of a run: the mean over the seeds. */
  seconds: number;
}

/** Runs an experiment with each seed on one thread. */
export async function measureLesson(
  experiment: LessonExperiment,
  backends: EngineBackends,
): Promise<LessonMeasurement> {
  const runs: LessonOutcome['figures'][] = [];
  let firstStage: MeasuredLesson['firstStage'] | null = null;
  const began = process.cpuUsage();
  for (const seed of seeds) {
    const outcome = await runWhole(experiment, backends, seed, (stage) => (firstStage ??= digestOf(stage)));
    firstStage ??= digestOf({ done: 1, outcome });
    runs.push(outcome.figures);
  }
  const { user, system } = process.cpuUsage(began);
  if (firstStage === null) throw new Error('An experiment has one stage at least.');
  const figures = Object.entries(meanFigures(runs)).map(([name, { mean, low, high }]) => {
    if (low === null || high === null) throw new Error('Several seeds give an interval.');
    return [name, { mean, low, high, seeds: runs.map((run) => run[name]!) }] as const;
  });
  return {
    figures: Object.fromEntries(figures),
    firstStage,
    claims: judgeClaims(experiment.claims, runs),
    seconds: (user + system) / 1e6 / seeds.length,
  };
}

/** Runs an experiment to its end, as it is by default. */
export async function runWhole(
  experiment: LessonExperiment,
  backends: EngineBackends,
  seed: number,
  onStage: (stage: LessonStage) => void = () => undefined,
): Promise<LessonOutcome> {
  const backend = backends.createPortable('wasm', 1);
  const outcome = await runLesson(experiment, {
    ...{ backend, seed, onStage, settings: defaultSettings(experiment.controls), texts: await textsOf(experiment) },
    ...{ clock: () => performance.now(), signal: { aborted: false }, yieldToEventLoop: () => setImmediate() },
  });
  backend.dispose();
  if (outcome === null) throw new Error('An experiment was aborted that nobody aborted.');
  return outcome;
}

/** Runs an experiment up to its first stage. */
export async function runFirstStage(
  experiment: LessonExperiment,
  backends: EngineBackends,
  seed: number,
): Promise<MeasuredLesson['firstStage']> {
  const signal = { aborted: false };
  const backend = backends.createPortable('wasm', 1);
  let first: MeasuredLesson['firstStage'] | null = null;
  const outcome = await runLesson(experiment, {
    ...{ backend, seed, settings: defaultSettings(experiment.controls), texts: await textsOf(experiment), signal },
    ...{ clock: () => performance.now(), yieldToEventLoop: () => setImmediate() },
    onStage(stage) {
      first ??= digestOf(stage);
      signal.aborted = true;
    },
  });
  backend.dispose();
  if (first !== null) return first;
  if (outcome === null) throw new Error('An experiment was aborted that nobody aborted.');
  return digestOf({ done: 1, outcome });
}

/** Tells one outcome from another by all of its numbers, to the bit. */
function digestOf({ done, outcome }: LessonStage): MeasuredLesson['firstStage'] {
  const hash = createHash('sha256').update(
    JSON.stringify(outcome, (_key, value: unknown) => (Number.isNaN(value) ? 'NaN' : value)),
  );
  return { done, digest: hash.digest('hex') };
}
