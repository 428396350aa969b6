import { z } from 'zod';
import { clampSchema } from '../insight-records.ts';
import { samplingSpecSchema, weightPrecisionSchema } from '../spec-schemas.ts';

export const writingModel = z.object({
  runId: z.string(),
  /** `null` means the best checkpoint by validation loss, else the last. */
  checkpointId: z.string().nullable().default(null),
  weights: weightPrecisionSchema.exactOptional(), // float32 where left out
});

export const writingInput = writingModel.extend({ prompt: z.string().max(100_000) });

export const generateInput = writingInput.extend({
  length: z.int().min(1).max(100_000),
  sampling: samplingSpecSchema,
  /** Counterfactuals under which the model reads and writes. */
  clamps: z.array(clampSchema).max(100).default([]),
});

export const generationUpdate = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('tokens'),
    tokens: z.array(
      z.object({
        id: z.int(),
        text: z.string(),
        probability: z.number(),
        alternatives: z.array(
          z.object({
            id: z.int(),
            text: z.string(),
            probability: z.number(),
            /** `true` where the document would have ended instead of going on with a token. */
            endsDocument: z.boolean().optional(),
          }),
        ),
      }),
    ),
  }),
  z.object({
    type: z.literal('end'),
    /** `document` means that the network has ended the document by itself. */
    end: z.enum(['length', 'stop-string', 'document', 'cancelled']),
    tokensPerSecond: z.number(),
    checkpointId: z.string(),
    /** Pieces of the prompt that the vocabulary does not have. */
    unknown: z.array(z.string()),
  }),
]);

export type WritingModelInput = z.infer<typeof writingModel>;
export type GenerateInput = z.infer<typeof generateInput>;
export type GenerationUpdate = z.infer<typeof generationUpdate>;
