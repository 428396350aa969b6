import { z } from 'zod';
import { treatments } from './forecasting/forecast-records.ts';
import { importOptions } from './datasets/import-records.ts';
import { entityCounts } from './runs/score-records.ts';

const columnName = z.string().max(10_000);
const count = z.int().min(0);

/** The way in which a file is read that is not imported. */
const readingOfFile = {
  options: importOptions.omit({ content: true }).prefault({}),
  /** The columns of a table, where they are called otherwise than those that the run's own dataset was made of. */
  columns: z
    .object({ text: columnName.nullable().default(null), label: columnName.nullable().default(null) })
    .prefault({}),
  treatments,
};

export const evaluateInput = z.object({
  runId: z.string(),
  /** `null` means the best checkpoint. */
  checkpointId: z.string().nullable().default(null),
  /** The file, staged like an import. It is read and let go: no dataset is made of it. */
  importId: z.string(),
  ...readingOfFile,
});

/** The rows of a file that took no part, and why. */
const leftOut = z.object({
  /** Rows without a text, a label or a value, and rows with more or fewer cells than the first. */
  incomplete: count,
  ragged: count,
  /** Labels that the network has never seen, with the number of their rows: it could not but be wrong. */
  unknownLabels: z.array(z.object({ label: z.string(), count })),
});

const classFigures = z.object({
  label: z.string(),
  /** 0 where the class was never predicted, and as recall where the file has none of it. */
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  /** The number of rows, or tokens, that are of this class. */
  n: count,
});

const evaluated = z.object({
  /** Optimizer steps that the network was trained for. */
  step: count,
  leftOut,
});

const classesEvaluated = evaluated.extend({
  kind: z.literal('classes'),
  n: count,
  accuracy: z.number(),
  /** The mean over the classes that the file has or that were predicted. */
  f1Macro: z.number(),
  /** All classes that the network tells apart, in the order of their ids. */
  perClass: z.array(classFigures),
  /** confusion[actual][predicted], in the order of `perClass`. */
  confusion: z.array(z.array(count)),
  /** Rows that were taken for another class, the surest first; at most 200. `row` counts the rows that were read, from 0. */
  mistakes: z.array(
    z.object({ row: count, text: z.string(), actual: count, predicted: count, probability: z.number() }),
  ),
});

const tagsEvaluated = classesEvaluated.omit({ mistakes: true }).extend({
  kind: z.literal('tags'),
  /** `n` counts tokens. */
  sentences: count,
  entityF1: z.number().nullable(),
  entities: z.array(entityCounts),
});

const valuesEvaluated = evaluated.extend({
  kind: z.literal('values'),
  /** Values that were forecast. */
  n: count,
  mae: z.number(),
  rmse: z.number(),
  /** By the seasonal naive error of the rows that the run learnt from; null where that is 0, or nobody knows it. */
  mase: z.number().nullable(),
  perColumn: z.array(
    z.object({
      column: z.string(),
      series: z.string().nullable(),
      n: count,
      mae: z.number(),
      rmse: z.number(),
      mase: z.number().nullable(),
    }),
  ),
  /** The share of values within the bands; null where there are none. */
  coverage: z.number().nullable(),
  /** Rows of the file that nothing could be forecast for, since they are the first that the forecaster looks back to. */
  onlyRead: count,
});

const textEvaluated = evaluated.extend({
  kind: z.literal('text'),
  /** Tokens that were predicted. */
  n: count,
  /** Nats a token. */
  loss: z.number(),
  perplexity: z.number(),
  bitsPerCharacter: z.number().nullable(),
  accuracy: z.number(),
});

export const evaluation = z.discriminatedUnion('kind', [
  classesEvaluated,
  tagsEvaluated,
  valuesEvaluated,
  textEvaluated,
]);

/** Some rows of the file, in order; the first message has none, and tells the classes. */
export const classifiedRows = z.object({
  step: count,
  classes: z.array(z.string()),
  rows: z.array(
    z.object({
      /** The text, or the name of the series; null for a series without a name. */
      text: z.string().nullable(),
      /** The place of the likeliest class. */
      predicted: count,
      /** In the order of `classes`. */
      probabilities: z.array(z.number()),
    }),
  ),
});

export type EvaluateInput = z.infer<typeof evaluateInput>;
export type ClassifiedRows = z.infer<typeof classifiedRows>;
export type EvaluationRecord = z.infer<typeof evaluation>;
export type EvaluationOf<K extends EvaluationRecord['kind']> = Extract<EvaluationRecord, { kind: K }>;
