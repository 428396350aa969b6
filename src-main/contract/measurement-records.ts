import { z } from 'zod';
import type { CopiedFigures, Copies } from '../../src-engine/spec/copies-spec.ts';
import { nGramOrders } from '../../src-engine/spec/data-measurements.ts';
import type { DataMeasurements } from '../../src-engine/spec/data-measurements.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const nGrams = z.object({
  models: z.array(
    z.object({
      order: z.literal(nGramOrders),
      /** The loss in nats per token, like a run's validation loss. */
      loss: z.number(),
      discounts: z.array(z.tuple([z.number(), z.number(), z.number()])),
    }),
  ),
  trainingTokens: count,
  predictions: count,
});

const dependency = z.object({
  length: count,
  mutualInformation: z.array(z.number()),
  entropy: z.number(),
  threshold: z.number(),
});

const leak = z.object({
  samples: z
    .object({
      training: count,
      validation: count,
      duplicates: count,
      nearDuplicates: count,
      repeatedInTraining: count,
    })
    .nullable(),
  overlap: z
    .object({
      tokens: count,
      share,
      expectedShare: share.nullable(),
      copiedShare: share,
      longest: count,
    })
    .nullable(),
});

/** The measurements of a run's data that need no network; see DataMeasurements. */
export const dataMeasurements = z.object({
  nGrams: nGrams.nullable(),
  dependency: dependency.nullable(),
  leak: leak.nullable(),
}) satisfies z.ZodType<DataMeasurements>;

export const dataMeasurementsUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({ type: z.literal('measured'), measurements: dataMeasurements }),
]);

/** The most texts that are compared at once, and the most characters of all of them. */
const mostTexts = 100;
const mostCharacters = 500_000;

export const copiesInput = z
  .object({ runId: z.string(), texts: z.array(z.string()).min(1).max(mostTexts) })
  .refine(({ texts }) => texts.reduce((sum, { length }) => sum + length, 0) <= mostCharacters, {
    message: `At most ${mostCharacters} characters can be compared at once.`,
  });

const copiedFigures = z.object({
  share: share.nullable(),
  longest: count,
  usualLongest: count,
}) satisfies z.ZodType<CopiedFigures>;

/** The passages that texts have copied from those that a run was trained on. */
export const copies = z.object({
  texts: z.array(
    z.object({
      tokens: count,
      share: share.nullable(),
      longest: count,
      passages: z.array(z.object({ from: count, to: count })),
    }),
  ),
  written: copiedFigures,
  heldOut: copiedFigures.nullable(),
  recites: z.boolean(),
}) satisfies z.ZodType<Copies>;

export const memorisationInput = z.object({
  runId: z.string(),
  /** `null` stands for the best checkpoint, or else for the last. */
  checkpointId: z.string().nullable().default(null),
});

/** The passages that a network has copied when it wrote some texts from nothing. */
const memorisation = z.object({
  step: count,
  temperature: z.number(),
  texts: count,
  tokens: count,
  written: copiedFigures,
  heldOut: copiedFigures.nullable(),
  recites: z.boolean(),
});

export const memorisationUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({ type: z.literal('measured'), memorisation }),
]);

export type CopiesRecord = z.infer<typeof copies>;
export type MemorisationRecord = z.infer<typeof memorisation>;
export type MemorisationUpdate = z.infer<typeof memorisationUpdate>;
export type DataMeasurementsRecord = z.infer<typeof dataMeasurements>;
export type DataMeasurementsUpdate = z.infer<typeof dataMeasurementsUpdate>;
