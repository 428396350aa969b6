import type { Continuation } from '../../src-engine/spec/generation-spec.ts';

/** −ln p of a token of the text on average, its end included where it has one of its own; null before the first token. */
export function natsPerToken({ logProbability, tokens, end }: Continuation): number | null {
  const scored = end === 'document' ? tokens + 1 : tokens;
  return scored === 0 ? null : -logProbability / scored;
}
