import { z } from 'zod';
import {
  lessonIds,
  type LessonControl,
  type LessonEvent,
  type LessonOutcome,
} from '../../src-engine/spec/lesson-spec.ts';

const lesson = z.enum(lessonIds);
const settings = z.record(z.string(), z.union([z.number(), z.string().max(100)]));
const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);
/** NaN is where a curve has no value. */
const value = z.union([z.number(), z.nan()]);
const values = z.array(value);

const control = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    default: z.number(),
    minimum: z.number(),
    maximum: z.number(),
    step: z.number(),
    logarithmic: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('choice'), default: z.string(), choices: z.array(z.string()) }),
]) satisfies z.ZodType<LessonControl>;

/** A lesson, with the controls of its experiment. */
export const lessonRecord = z.object({ id: lesson, controls: z.record(z.string(), control) });

const lessonOutcome = z.object({
  figures: z.record(z.string(), value),
  curves: z.record(z.string(), z.object({ x: values, y: values })),
  grids: z.record(z.string(), z.object({ rows: z.int().min(0), columns: z.int().min(0), values })),
  texts: z.record(z.string(), z.string()),
}) satisfies z.ZodType<LessonOutcome>;

/** Settings that are left out are as they are by default. */
export const runLessonInput = z.object({ lesson, settings: settings.default({}), seed: seed.default(1) });

export const lessonEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.number().min(0).max(1), outcome: lessonOutcome }),
  z.object({ type: z.literal('result'), outcome: lessonOutcome, elapsedMs: z.number() }),
]) satisfies z.ZodType<LessonEvent>;

/** The prediction: a number, the name of a choice, or the numbers of a drawing. */
const prediction = z.union([z.number(), z.string().max(100), z.array(z.number()).max(100)]);

/** How far somebody has come in a lesson: they have predicted, run the experiment, or answered the last question too. */
const lessonState = z.enum(['predicted', 'run', 'done']);

/** A run of the experiment, as it is shown again to whoever comes back. */
const keptRun = z.object({ settings, seed, outcome: lessonOutcome });

export const keptLesson = z.object({ lesson, state: lessonState, prediction, run: keptRun.nullable() });

/** The same without its run, which may be large; `at` is when it was last changed. */
export const lessonProgress = keptLesson.omit({ run: true }).extend({ at: z.int() });

export const lessonInput = z.object({ lesson });

export type LessonRecord = z.infer<typeof lessonRecord>;
export type RunLesson = z.infer<typeof runLessonInput>;
export type LessonEventRecord = z.infer<typeof lessonEvent>;
export type LessonPrediction = z.infer<typeof prediction>;
export type LessonState = z.infer<typeof lessonState>;
export type KeptLesson = z.infer<typeof keptLesson>;
export type LessonProgress = z.infer<typeof lessonProgress>;
