import { z } from 'zod';
import { baselineNames } from '../../../src-engine/spec/backtest-spec.ts';
import type { ValidationForecast } from '../../../src-engine/spec/forecast-job.ts';
import { duplicateTreatments, gapTreatments, missingTreatments } from '../datasets/import-content.ts';
import { baseMethodName, preparationReason, seriesTimeSchema, timeStepSchema } from '../datasets/series-schemas.ts';

export const columnName = z.string().max(10_000);
const count = z.int().min(0);

/** ISO 8601 for dates, the number itself where times are numbers, and the row's number, from 0, where there are none. */
export const time = z.union([z.string(), z.number()]);

/** The treatment of gaps, missing values and rows of the same time in new rows, where it is to be other than in the training. */
export const treatments = z
  .object({
    gaps: z.enum(gapTreatments).nullable().default(null),
    missing: z.enum(missingTreatments).nullable().default(null),
    duplicates: z.enum(duplicateTreatments).nullable().default(null),
  })
  .partial()
  .optional();

/** The rows that a trained network looks at. */
const rowsOfRun = z.object({
  runId: z.string(),
  /** `null` means the run's own dataset. */
  datasetId: z.string().nullable().default(null),
  /**
   * New rows of the same table, in files that were staged like an import. They follow the rows of the dataset, or replace those of the same
   * time.
   */
  importId: z.string().nullable().default(null),
  treatments,
});

export const network = rowsOfRun.extend({
  /** `null` means the best checkpoint. */
  checkpointId: z.string().nullable().default(null),
});

/** Values of a known-ahead column, for the steps from the first that is forecast on; null means as the table plans. */
const plan = z.object({
  column: columnName,
  values: z.array(z.union([z.number(), z.string(), z.null()])).max(10_000),
});

export const forecastInput = network.extend({
  /** `null` means every series. */
  series: z.string().max(10_000).nullable().default(null),
  /**
   * The number of known rows of the series that are read, so that the first forecast is of the row with this number; null means all. Rows
   * are counted from 0 within the series.
   */
  origin: count.nullable().default(null),
  /** Steps to forecast; null means as many as the network was trained for. */
  horizon: z.int().min(1).max(10_000).nullable().default(null),
  /** A simple method that forecasts in the network's place, to be compared with it; null lets the network forecast. */
  simpleMethod: z.enum(baselineNames).nullable().default(null),
  /** Values that take the place of the table's plans, to see what they would change. */
  knownAhead: z.array(plan).max(1000).default([]),
});

const forecastPoint = z.object({
  time,
  value: z.number(),
  /** The ends of the band; null where the network tells single values. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export const forecast = z.object({
  /** Optimizer steps that the network was trained for. */
  step: count,
  /** Steps that the network reads, and steps that it tells at once: those beyond are forecast from its own forecasts. */
  window: count,
  trainedHorizon: count,
  /** The share of values that the bands are made to hold, such as 0.8; null where there are none. */
  band: z.number().nullable(),
  forecasts: z.array(
    z.object({
      /** `null` where the table has one series without a name. */
      series: z.string().nullable(),
      column: columnName,
      /** The number of rows that were known. */
      origin: count,
      points: z.array(forecastPoint),
      /** The values that came, where the table has them: as many as `points` or fewer. */
      actual: z.array(z.number()),
    }),
  ),
  /** Known-ahead columns for which the table plans fewer steps than are forecast: the value of a season before took their place. */
  assumed: z.array(columnName),
});

export const historyInput = rowsOfRun.extend({
  /** `null` means the first series. */
  series: z.string().max(10_000).nullable().default(null),
  /** Rows of the series, from 0: the first, and the one before which it ends; null means the last. */
  from: count.default(0),
  to: count.nullable().default(null),
  maxPoints: z.int().min(10).max(20_000).default(2000),
});

/** A column over time, thinned: a point stands for one row, or for a bucket of rows of which it has the range. */
const historyColumn = z.object({
  name: columnName,
  role: z.enum(['predict', 'read', 'known-ahead']),
  /** Names of the values 0, 1, 2…; null for numbers. */
  categories: z.array(z.string()).nullable(),
  /** The range of each of `rows`; null where no value is known, as in planned rows. */
  min: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
});

export const history = z.object({
  /** `null` means that rows are only counted. */
  time: z
    .object({ name: columnName, kind: z.enum(['date', 'number']), zone: z.string().nullable(), step: timeStepSchema })
    .nullable(),
  /** The names of all series of the table; empty where it has one without a name. */
  allSeries: z.array(z.string()),
  series: z.string().nullable(),
  /** Parts of the series between gaps, by its rows. Those after `known` are plans: they have known-ahead values only. */
  pieces: z.array(z.object({ first: count, rows: count, known: count })),
  /** The first row that the run held back to validate on; null where it held back none of this series, or the rows are new. */
  validationFrom: count.nullable(),
  /** The first row that is not of the run's own dataset; null where there is none. */
  newFrom: count.nullable(),
  /** The first row of each bucket, and its time. */
  rows: z.array(count),
  times: z.array(time),
  columns: z.array(historyColumn),
});

/** The forecast from the last origin of the validation part, after an epoch, in the column's own units. */
export const validationForecast = z.object({
  epoch: count,
  series: z.string().nullable(),
  column: columnName,
  /** Unix milliseconds for dates, else the numbers that they are, or rows. */
  time: z.array(z.number()),
  actual: z.array(z.number()),
  value: z.array(z.number()),
  low: z.array(z.number()),
  high: z.array(z.number()),
}) satisfies z.ZodType<ValidationForecast>;

/** The findings of a run's start about its table, and how it makes numbers for the network of it. */
export const preparationSummary = z.object({
  /** `null` means that rows are only counted. */
  time: seriesTimeSchema.nullable(),
  /** Names of the columns that are predicted, in the order of the network's targets. */
  targets: z.array(columnName),
  window: count,
  /** Rows that have to come before the first that is forecast. */
  history: count,
  horizon: count,
  /** In rows. */
  season: count.nullable(),
  /** The simple method of each target, of which the network learns what it leaves over; `zero` where it learns the values themselves. */
  bases: z.array(baseMethodName),
  reasons: z.array(preparationReason),
});

export type ValidationForecastRecord = z.infer<typeof validationForecast>;
export type PreparationSummary = z.infer<typeof preparationSummary>;
export type Treatments = NonNullable<z.infer<typeof treatments>>;
export type ForecastInput = z.infer<typeof forecastInput>;
export type ForecastRecord = z.infer<typeof forecast>;
export type HistoryInput = z.infer<typeof historyInput>;
export type HistoryRecord = z.infer<typeof history>;
