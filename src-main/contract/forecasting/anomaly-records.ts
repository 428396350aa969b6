import { z } from 'zod';
import { columnName, network, time } from './forecast-records.ts';

const count = z.int().min(0);

export const anomaliesInput = network.extend({
  /** The share of usual values that may be called anomalies. */
  falseAlarms: z.number().gt(0).lt(0.5).default(0.01),
});

const anomalies = z.object({
  /** Optimizer steps that the network was trained for. */
  step: count,
  falseAlarms: z.number(),
  /** Values that were looked at: those at the beginning of a series have too few rows before them. */
  looked: count,
  /** By column: scores above are anomalies. */
  thresholds: z.array(
    z.object({
      column: columnName,
      score: z.number(),
      /** Values that it was found on, and how; see AnomalyThreshold. */
      values: count,
      from: z.enum(['ranks', 'tail']),
      isHeldBack: z.boolean(),
    }),
  ),
  /** All anomalies, of which `anomalies` has the most surprising where there are very many. */
  found: count,
  /** In order of series, row and column. */
  anomalies: z.array(
    z.object({
      series: z.string().nullable(),
      column: columnName,
      /** The number of the row in its series, from 0. */
      row: count,
      time,
      value: z.number(),
      /** The forecast one step ahead, and the ends of what would have raised no alarm. */
      expected: z.number(),
      low: z.number(),
      high: z.number(),
      /** The distance from the forecast, in standard deviations as the forecaster's band tells them. */
      score: z.number(),
    }),
  ),
});

export const anomaliesUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({ type: z.literal('anomalies'), anomalies }),
]);

export type AnomaliesInput = z.infer<typeof anomaliesInput>;
export type AnomaliesRecord = z.infer<typeof anomalies>;
export type AnomaliesUpdate = z.infer<typeof anomaliesUpdate>;
