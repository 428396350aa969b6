import { z } from 'zod';
import { weightPrecisionSchema } from '../spec-schemas.ts';
import { longestText, network, seen } from './looked-at.ts';

const question = network.extend({
  text: z.string().max(longestText),
  /** Ids of the tokens that a language model has written after the text. */
  written: z.array(z.int().min(0)).max(longestText).default([]),
  /**
   * The token that a language model predicts or a tagger tags, counted from 0; null means what comes after the text, or
   * the last token. Not for classifiers.
   */
  position: z.int().min(0).nullable().default(null),
  /**
   * The token, class or tag, by its id or by its name; null means the token that stands there, or the likeliest output.
   */
  output: z
    .union([z.int().min(0), z.string().min(1).max(1000)])
    .nullable()
    .default(null),
  /** Those that wrote the text. Left out: float32. */
  weights: weightPrecisionSchema.exactOptional(),
});

/** A score that is to be explained by the tokens that the network read: see `AttributionQuestion`. */
export const attributionInput = question.refine(({ live, weights }) => !live || weights !== 'bf16', {
  path: ['weights'],
  message: 'A network in training is looked into by its own weights. Ask for one of its checkpoints.',
});

export const attribution = seen.extend({
  pieces: z.array(
    z.object({
      /** Empty for the beginning of a document. */
      text: z.string(),
      /** The number of tokens that make it up. */
      tokens: z.int(),
      /** Gradient × input, in units of the score; null where it was read, and lies too far back to be computed. */
      contribution: z.number().nullable(),
    }),
  ),
  position: z.int().nullable(),
  output: z.object({
    id: z.int(),
    /** The token, class or tag; empty for the end of a document. */
    name: z.string(),
    endsDocument: z.boolean(),
  }),
  /** The score before the softmax, and the probability after it. */
  logit: z.number(),
  probability: z.number(),
  /** The names of all classes or tags by id; null for a language model. */
  outputs: z.array(z.string()).nullable(),
});

export type AttributionInput = z.infer<typeof attributionInput>;
export type AttributionRecord = z.infer<typeof attribution>;
