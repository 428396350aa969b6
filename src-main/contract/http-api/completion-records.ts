import { z } from 'zod';
import type { CompletionPart, ScoredText } from '../../../src-engine/spec/completion-spec.ts';
import { writingInput } from '../writing/writing-records.ts';
import { samplingSpecSchema } from '../spec-schemas.ts';
import { longestWriting, mostContinuations } from '../writing/writing-limits.ts';

/** Likeliest tokens that are told beside each token. */
export const mostAlternatives = 20;

/** See `CompletionTask`. */
export const completeInput = writingInput.extend({
  length: z.int().min(0).max(longestWriting),
  count: z.int().min(1).max(mostContinuations).default(1),
  sampling: samplingSpecSchema,
  alternatives: z.int().min(0).max(mostAlternatives).nullable().default(null),
  scorePrompt: z.boolean().default(false),
  streams: z.boolean().default(true),
});

const scoredText = z.object({
  token: z.string(),
  text: z.string(),
  logProbability: z.number().nullable(),
  alternatives: z.array(z.object({ token: z.string(), logProbability: z.number() })),
}) satisfies z.ZodType<ScoredText>;

const completionPart = z.object({
  choice: z.int(),
  text: z.string(),
  tokens: z.array(scoredText),
  end: z.enum(['length', 'stop-string', 'document']).nullable(),
}) satisfies z.ZodType<CompletionPart>;

export const completionUpdate = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('parts'),
    /** The tokens of the prompt, once and first; null where there are none, or nobody asked for them. */
    prompt: z.array(scoredText).nullable(),
    /** In the order in which they were written: several may be of one continuation. */
    parts: z.array(completionPart),
  }),
  z.object({
    type: z.literal('end'),
    promptTokens: z.int(),
    /** The number for all continuations together. */
    writtenTokens: z.int(),
    checkpointId: z.string(),
    /** Pieces of the prompt that the vocabulary does not have. */
    unknown: z.array(z.string()),
  }),
]);

export type CompleteInput = z.infer<typeof completeInput>;
export type CompletionUpdate = z.infer<typeof completionUpdate>;
