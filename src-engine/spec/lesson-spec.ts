/** The lessons, in the order in which they are read. */
export const lessonIds = [
  'rnn-forward',
  'rnn-backward',
  'singular-values',
  'lstm-gates',
  'additive-path',
  'parameter-table',
  'learning-rate',
  'temperature',
  'softsign',
  'parameters-and-samples',
  'stacking',
  'early-stopping',
  'optimizers',
  'xavier',
  'perplexity',
  'activations',
  'clipping',
  'bidirectional',
  'reber',
  'adding',
  'temporal-order',
  'parity',
] as const;

export type LessonId = (typeof lessonIds)[number];

/** The sample texts that experiments read, by their names in the studio. */
export type LessonTextId = 'moby-dick' | 'first-names';

/** A control of an experiment. */
export type LessonControl =
  | {
      kind: 'number';
      default: number;
      minimum: number;
      maximum: number;
      /** In powers of ten where it is logarithmic. */
      step: number;
      logarithmic?: boolean | undefined;
    }
  | { kind: 'choice'; default: string; choices: readonly string[] };

/** The values of an experiment's controls, by name. */
export type LessonSettings = Readonly<Record<string, number | string>>;

/** A line of a chart. */
export interface LessonCurve {
  x: number[];
  /** NaN where there is no value. */
  y: number[];
}

/** A table of numbers, row by row. */
export interface LessonGrid {
  rows: number;
  columns: number;
  values: number[];
}

/** The measurements of an experiment, by names that its lesson knows: after it, or so far. */
export interface LessonOutcome {
  figures: Readonly<Record<string, number>>;
  curves: Readonly<Record<string, LessonCurve>>;
  grids: Readonly<Record<string, LessonGrid>>;
  texts: Readonly<Record<string, string>>;
}

export type LessonEvent =
  | { type: 'progress'; /** From 0 to 1. */ done: number; outcome: LessonOutcome }
  | { type: 'result'; outcome: LessonOutcome; elapsedMs: number };
