import { z } from 'zod';
import { mapMethods, tokenKinds } from '../../../src-engine/spec/insight-spec.ts';
import { network, seen } from './looked-at.ts';

const count = z.int().min(0);
const storedNetwork = network.omit({ live: true });

export const mostMapped = 50_000;

export const tokenMapInput = storedNetwork.extend({
  method: z.enum(mapMethods).default('umap'),
  /** The most tokens on the map, the most frequent first. */
  count: z.int().min(2).max(mostMapped).default(3000),
});

const tokenMap = seen.extend({
  method: z.enum(mapMethods),
  /** The vectors are rows of the embedding, or of the kernel that one-hot rows are multiplied with. */
  source: z.enum(['embedding', 'kernel']),
  dimensions: count,
  /** All tokens that the network knows. */
  vocabularySize: count,
  /** The shares of the vectors' variance along x and y; null where the axes have no meaning of their own. */
  explained: z.tuple([z.number(), z.number()]).nullable(),
  /** The most frequent first. */
  tokens: z.array(
    z.object({
      id: count,
      text: z.string(),
      /** How often the run's dataset has it; null where the dataset is not here. */
      count: count.nullable(),
      kind: z.enum(tokenKinds),
      x: z.number(),
      y: z.number(),
    }),
  ),
});

/** `total` is 0 while neighbours are looked for, which nobody can foretell. */
export const tokenMapUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: count, total: count }),
  z.object({ type: z.literal('map'), map: tokenMap }),
]);

export const nearestTokensInput = storedNetwork.extend({
  /** A token by its id, or by its text. */
  token: z.union([z.int().min(0), z.string().min(1).max(1000)]),
  count: z.int().min(1).max(200).default(12),
});

export const nearestTokens = seen.extend({
  token: z.object({ id: count, text: z.string() }),
  /** By the cosine between their vectors, the nearest first. */
  nearest: z.array(z.object({ id: count, text: z.string(), similarity: z.number() })),
});

export type TokenMapInput = z.infer<typeof tokenMapInput>;
export type TokenMapRecord = z.infer<typeof tokenMap>;
export type TokenMapUpdate = z.infer<typeof tokenMapUpdate>;
export type NearestTokensInput = z.infer<typeof nearestTokensInput>;
export type NearestTokensRecord = z.infer<typeof nearestTokens>;
