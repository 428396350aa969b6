import { z } from 'zod';
import { forecast } from '../forecasting/forecast-records.ts';

const cell = z.union([z.number(), z.string().max(10_000), z.null()]);

export const forecastRequest = z.strictObject({
  model: z.string().min(1).max(255).meta({ description: 'The name or id of a run of a forecaster.' }),
  rows: z
    .array(z.record(z.string().max(10_000), cell))
    .min(1)
    .max(20_000)
    .nullish()
    .meta({
      description:
        'New rows of the table that the network was trained on, by the names of its columns. They follow its rows, or replace those of the same time. The forecast goes on from the last row.',
    }),
  series: z.string().max(10_000).nullish().meta({ description: 'The series to forecast; all if left out.' }),
  horizon: z.int().min(1).max(10_000).nullish().meta({
    description: 'Rows to forecast; as many as the network was trained for if left out.',
  }),
  known_ahead: z
    .array(z.strictObject({ column: z.string().max(10_000), values: z.array(cell).max(10_000) }))
    .max(100)
    .nullish()
    .meta({ description: 'Values of columns that are known in advance, from the first row that is forecast on.' }),
  checkpoint: z.string().max(100).nullish(),
});

const { shape } = forecast;
const series = shape.forecasts.element.pick({ series: true, column: true, points: true });

export const forecastResponse = z.object({
  object: z.literal('list'),
  model: z.string(),
  /** The share of values that `low` and `high` are made to hold; null where the network tells single values. */
  band: shape.band,
  data: z.array(series.extend({ object: z.literal('forecast') })),
});

export type ForecastRequest = z.infer<typeof forecastRequest>;
export type ForecastResponse = z.infer<typeof forecastResponse>;
