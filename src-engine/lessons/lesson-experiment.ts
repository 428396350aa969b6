import type { Backend } from '../backends/backend.ts';
import type { LessonControl, LessonOutcome, LessonTextId } from '../spec/lesson-spec.ts';

/** The experiment of a lesson: it takes 30 seconds on two cores at most, with any setting of its controls. */
export interface LessonExperiment<Controls extends LessonControls = LessonControls> {
  controls: Controls;
  /** The sample texts that `run` reads; none when left out. */
  texts?: readonly LessonTextId[];
  /**
   * Yields the measurements so far, with the share that is done, and returns those of the whole. The same seed and
   * settings give the same bits on the portable kernels. Throws EngineError, and OutOfMemoryError.
   */
  run(options: LessonRun<Controls>): AsyncGenerator<LessonStage, LessonOutcome, undefined>;
  /** The sentences of the lesson that are tested, with its controls as they are by default. */
  claims: readonly LessonClaim[];
}

export type LessonControls = Readonly<Record<string, LessonControl>>;

export interface LessonRun<Controls extends LessonControls = LessonControls> {
  backend: Backend;
  settings: { readonly [Name in keyof Controls]: SettingOf<Controls[Name]> };
  /** The seed of parameters, data and draws. */
  seed: number;
  /** Milliseconds from any origin. */
  clock: () => number;
  /** Resolves with one of the experiment's `texts`. */
  readText: (id: LessonTextId) => Promise<string>;
}

type SettingOf<Control extends LessonControl> = Control extends { kind: 'number' } ? number : string;

export interface LessonStage {
  /** The share that is done, from 0 to 1. */
  done: number;
  outcome: LessonOutcome;
}

/**
 * A claim about a figure's mean over five or more seeds: it holds when the whole 95 % interval of the mean lies within
 * the bounds.
 */
export interface LessonClaim {
  id: string;
  /** The name of a figure in the outcome. A difference is a figure of its own, taken seed by seed. */
  figure: string;
  unit: 'nats' | 'share' | 'ratio' | 'count' | 'steps' | 'plain';
  atLeast?: number;
  atMost?: number;
}
