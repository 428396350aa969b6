import { z } from 'zod';
import type { ContinuationChange, WayOfWriting } from '../../../src-engine/spec/generation-spec.ts';
import { writingInput } from './writing-records.ts';
import { samplingSpecSchema } from '../spec-schemas.ts';
import { longestBeam, mostBeams, mostContinuations, mostTokensAtOnce } from './writing-limits.ts';

const { stopStrings } = samplingSpecSchema.shape;

const wayOfWriting = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('sample'),
    count: z.int().min(1).max(mostContinuations),
    sampling: samplingSpecSchema,
  }),
  z.strictObject({ way: z.literal('beams'), beams: z.int().min(1).max(mostBeams), stopStrings }),
]) satisfies z.ZodType<WayOfWriting>;

export const generateManyInput = writingInput
  .extend({
    /** Tokens of each, at most. */
    length: z.int().min(1).max(100_000),
    way: wayOfWriting,
  })
  .superRefine(({ length, way }, context) => {
    const longest = way.way === 'beams' ? longestBeam : Math.floor(mostTokensAtOnce / way.count);
    if (length <= longest) return;
    context.addIssue({ code: 'custom', path: ['length'], message: `At most ${longest} tokens each can be written.` });
  });

const continuationChange = z.object({
  /** The text after the first `kept` UTF-16 units of the earlier one. */
  text: z.string(),
  kept: z.int(),
  /** The number of tokens of the whole text so far. */
  tokens: z.int(),
  /** The log-probability of the whole text under the model, at temperature 1 and before any filter; natural logarithm. */
  logProbability: z.number(),
  /** `null` means that it is still being written. */
  end: z.enum(['length', 'stop-string', 'document']).nullable(),
}) satisfies z.ZodType<ContinuationChange>;

export const generateManyUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('continuations'), continuations: z.array(continuationChange) }),
  z.object({
    type: z.literal('end'),
    /** The speed of all texts together. */
    tokensPerSecond: z.number(),
    checkpointId: z.string(),
    /** Pieces of the prompt that the vocabulary does not have. */
    unknown: z.array(z.string()),
  }),
]);

export type GenerateManyInput = z.infer<typeof generateManyInput>;
export type GenerateManyUpdate = z.infer<typeof generateManyUpdate>;
