import { z } from 'zod';
import { longestText } from '../insight/looked-at.ts';
import { usage } from './completion-resources.ts';

const mostTexts = 256;

const model = z.string().min(1).max(255).meta({ description: 'The name or id of a run.' });
const checkpoint = z
  .string()
  .max(100)
  .nullish()
  .meta({ description: 'The id of a checkpoint; the best one if left out.' });
const text = z.string().max(longestText);
const texts = z.union([text, z.array(text).min(1).max(mostTexts)]);

export const classifyRequest = z.strictObject({
  model,
  input: texts.meta({ description: 'A text, or several.' }),
  top: z
    .int()
    .min(1)
    .max(1000)
    .nullish()
    .meta({ description: 'The likeliest classes that are told; all if left out.' }),
  checkpoint,
});

export const classifyResponse = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.object({
      object: z.literal('classification'),
      index: z.int(),
      /** The likeliest class. */
      label: z.string(),
      probability: z.number(),
      /** The likeliest first. */
      classes: z.array(z.object({ label: z.string(), probability: z.number() })),
    }),
  ),
});

const tokens = z.array(z.string().max(longestText)).min(1).max(10_000);

export const tagRequest = z.strictObject({
  model,
  input: z
    .union([
      text,
      z
        .array(z.union([text, tokens]))
        .min(1)
        .max(mostTexts),
    ])
    .meta({
      description: 'A sentence, or several; each is a text that is cut into words here, or a list of words.',
    }),
  checkpoint,
});

export const tagResponse = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.object({
      object: z.literal('tagging'),
      index: z.int(),
      tokens: z.array(
        z.object({
          token: z.string(),
          tag: z.string(),
          probability: z.number(),
          /** False for a word that the network has never seen. */
          known: z.boolean(),
        }),
      ),
    }),
  ),
});

export const embeddingsRequest = z.strictObject({
  model,
  input: texts,
  pooling: z.enum(['last', 'mean']).nullish().meta({
    description: 'The hidden state after the last token, which is used if left out, or the mean over all tokens.',
  }),
  encoding_format: z.enum(['float', 'base64']).nullish().meta({
    description: 'Numbers, or little-endian float32 in base64.',
  }),
  dimensions: z.null().optional(),
  user: z.string().max(1000).nullish(),
  checkpoint,
});

export const embeddingsResponse = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  usage: usage.pick({ prompt_tokens: true, total_tokens: true }),
});

export type ClassifyRequest = z.infer<typeof classifyRequest>;
export type ClassifyResponse = z.infer<typeof classifyResponse>;
export type TagRequest = z.infer<typeof tagRequest>;
export type TagResponse = z.infer<typeof tagResponse>;
export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>;
export type EmbeddingsResponse = z.infer<typeof embeddingsResponse>;
