import { z } from 'zod';
import type { ForecastSpec } from '../../../src-engine/spec/forecast-spec.ts';
import type { InputChannel, KnownInput, Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import { preparationReasonCodes } from '../../../src-engine/spec/preparation-spec.ts';
import { timeUnits, type SeriesTime, type TimeStep } from '../../../src-engine/spec/series-layout.ts';

const name = z.string().max(10_000);
const place = z.int().min(0).max(100_000);
const rows = z.int().min(1).max(1_000_000);
const number = z.number();

/** Ascending, with the median. */
const levels = z
  .array(z.number().gt(0).lt(1))
  .max(99)
  .refine((all) => all.includes(0.5) && all.every((level, n) => n === 0 || level > all[n - 1]));

export const forecastSpecSchema = z.strictObject({
  window: rows.nullable(),
  horizon: rows.nullable(),
  targets: z.int().min(1).max(1000),
  head: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('quantiles'), levels }),
    z.strictObject({ type: z.literal('gaussian') }),
    z.strictObject({ type: z.literal('value') }),
  ]),
}) satisfies z.ZodType<ForecastSpec>;

export const timeStepSchema = z.strictObject({
  unit: z.enum(timeUnits),
  count: z.number().gt(0),
  day: z.int().min(1).max(31).exactOptional(),
  decimals: z.int().min(0).max(100).exactOptional(),
}) satisfies z.ZodType<TimeStep>;

export const seriesTimeSchema = z.strictObject({
  name,
  kind: z.enum(['date', 'number']),
  zone: z.string().max(100).nullable(),
  step: timeStepSchema,
}) satisfies z.ZodType<SeriesTime>;

const categories = z.array(name).max(100_000).nullable();
const scale = z.strictObject({ mean: number, deviation: number.gt(0) });
export const preparationReason = z.strictObject({
  code: z.enum(preparationReasonCodes),
  values: z.record(z.string(), z.union([number, z.string()])),
});
const reasons = z.array(preparationReason).max(100_000);
export const baseMethodName = z.enum(['zero', 'naive', 'seasonal-naive', 'drift', 'mean', 'linear']);

const cycle = z.strictObject({
  kind: z.literal('cycle'),
  period: number.gt(0),
  harmonic: z.int().min(1).max(10_000),
  wave: z.enum(['sine', 'cosine']),
});
const known = z.strictObject({ kind: z.literal('known'), column: place });
const knownCategory = z.strictObject({ kind: z.literal('known-category'), column: place, category: place });
const knownInput = z.discriminatedUnion('kind', [cycle, known, knownCategory]) satisfies z.ZodType<KnownInput>;
const inputChannel = z.discriminatedUnion('kind', [
  cycle,
  known,
  knownCategory,
  z.strictObject({
    kind: z.literal('value'),
    column: place,
    lag: place,
    minus: z.strictObject({ kind: z.enum(['lag', 'mean']), rows }).nullable(),
    gain: number,
  }),
  z.strictObject({ kind: z.literal('category'), column: place, category: place }),
  z.strictObject({ kind: z.literal('ahead') }),
]) satisfies z.ZodType<InputChannel>;

const baseMethod = z.strictObject({
  name: baseMethodName,
  effects: z.array(z.strictObject({ of: knownInput, weight: number })),
  steps: z.array(z.strictObject({ lags: z.array(place), weights: z.array(number), bias: number })),
});

/** A preparation that may come from anywhere. */
export const preparationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    version: z.literal(1),
    kind: z.literal('forecast'),
    time: seriesTimeSchema.extend({ origin: number }).nullable(),
    columns: z
      .array(
        z.strictObject({
          name,
          role: z.enum(['predict', 'read', 'known-ahead']),
          categories,
          log: z.strictObject({ shift: number }).nullable(),
        }),
      )
      .min(1),
    targets: z.array(place).min(1),
    window: rows,
    horizon: rows,
    history: rows,
    season: rows.nullable(),
    inputs: z.array(inputChannel).min(1),
    readsHorizon: z.boolean(),
    bases: z.array(baseMethod),
    residuals: z.array(z.array(number.gt(0))),
    trainingResiduals: z.array(z.array(number.gt(0))).optional(),
    epochWindows: rows.optional(),
    series: z.array(z.strictObject({ name: name.nullable(), scales: z.array(scale) })),
    calibration: z.array(z.array(z.array(z.strictObject({ factor: number, margin: number })))).nullable(),
    reasons,
  }),
  z.strictObject({
    version: z.literal(1),
    kind: z.literal('sequences'),
    columns: z.array(z.strictObject({ name, categories, scale })).min(1),
    classes: z.array(name).min(1),
    reasons,
  }),
]) satisfies z.ZodType<Preparation>;
