import { z } from 'zod';
import { baselineNames, forecastMethods } from '../../../src-engine/spec/backtest-spec.ts';
import type { ForecastScores } from '../../../src-engine/spec/backtest-spec.ts';
import { columnName, network, time } from './forecast-records.ts';

const count = z.int().min(0);
const values = z.array(z.number());

export const backtestInput = network.extend({
  /** Origins of each series, evenly over the rows that the network has not learnt; null means 5 to 12, by their number. */
  origins: z.int().min(1).max(50).nullable().default(null),
  /** Steps to forecast from each; null means as many as the network was trained for. */
  horizon: z.int().min(1).max(10_000).nullable().default(null),
});

/** The means of errors; see ForecastScores for the formulas. */
const scores = z.object({
  n: count,
  mae: z.number(),
  rmse: z.number(),
  mase: z.number().nullable(),
  smape: z.number(),
  pinball: z.number(),
  coverage: z.number().nullable(),
}) satisfies z.ZodType<ForecastScores>;

const backtest = z.object({
  /** Optimizer steps that the network was trained for. It is not trained again at any origin. */
  step: count,
  horizon: count,
  /** Rows of a season, which the simple methods and MASE take; 1 without. */
  season: count,
  /** The share of values that bands are made to hold. */
  band: z.number(),
  /** Series that were looked at, evenly picked where there are many. */
  seriesUsed: count,
  seriesTotal: count,
  origins: z.array(
    z.object({
      series: z.string().nullable(),
      /** The number of rows of the series that were known, and the time of the first that was forecast. */
      row: count,
      time,
    }),
  ),
  /** The network first, then the simple methods, which are fitted anew to all rows before each origin. */
  methods: z.array(
    z.object({
      method: z.enum(forecastMethods),
      scores,
      /** By step of the horizon; and by origin, in the order of `origins`. */
      steps: z.array(scores),
      origins: z.array(scores),
    }),
  ),
  /** The forecasts themselves, as many whole ones as make up 20,000 steps. */
  forecasts: z.array(
    z.object({
      /** A place in `origins`. */
      origin: count,
      column: columnName,
      times: z.array(time),
      /** The values that came: fewer than `times`, where the series ends before. */
      actual: values,
      /** In the order of `methods`. */
      methods: z.array(
        z.object({
          /** The model that was chosen, such as `ETS(M,Ad,M)`; null for the network. */
          model: z.string().nullable(),
          /** The last rows before the origin that it was fitted to; null for the network. */
          fittedRows: count.nullable(),
          value: values,
          low: values.nullable(),
          high: values.nullable(),
        }),
      ),
    }),
  ),
  /**
   * The best simple method where the network has larger errors, by MASE, or by MAE where that is not defined; null where it has not.
   * `ratio` is that error by the network's.
   */
  simpleIsBetter: z
    .object({ method: z.enum(baselineNames), score: z.enum(['mase', 'mae']), ratio: z.number() })
    .nullable(),
});

export const backtestUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({ type: z.literal('backtest'), backtest }),
]);

export type BacktestInput = z.infer<typeof backtestInput>;
export type BacktestRecord = z.infer<typeof backtest>;
export type BacktestUpdate = z.infer<typeof backtestUpdate>;
