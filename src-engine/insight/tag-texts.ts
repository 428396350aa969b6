import type { Model } from '../models/model.ts';
import type { TaggedText, TaggedToken } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import { cutIntoTokens, tokenIds } from '../text/given-tokens.ts';
import { runTexts, softmaxOf } from './run-texts.ts';

/**
 * Resolves with the probabilities of a tagger's tags for each token of texts, which are plain or already cut into
 * tokens; null when aborted. Throws OutOfMemoryError.
 */
export async function tagTexts(
  model: Model,
  tokenizer: TokenizerState,
  texts: readonly (string | readonly string[])[],
  interruptible: Interruptible,
): Promise<TaggedText[] | null> {
  const idOf = tokenIds(tokenizer);
  const unknown = tokenizer.unknownId ?? -1;
  const cut = texts.map((text): Pick<TaggedToken, 'text' | 'start'>[] =>
    typeof text === 'string' ? cutIntoTokens(text, tokenizer) : text.map((token) => ({ text: token, start: null })),
  );
  const ids = cut.map((tokens) => Int32Array.from(tokens, ({ text }) => idOf(text)));
  const tagged: TaggedText[] = [];
  for await (const { first, texts: together, outputs, size } of runTexts(model, ids, interruptible)) {
    together.forEach((own, b) => {
      const probabilities = new Float32Array(own.length * size);
      own.forEach((_, t) => probabilities.set(softmaxOf(outputs, (t * together.length + b) * size, size), t * size));
      const tokens = cut[first + b].map((token, t) => ({ ...token, isKnown: own[t] !== unknown }));
      tagged.push({ tokens, probabilities });
    });
  }
  return interruptible.signal.aborted ? null : tagged;
}
