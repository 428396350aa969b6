import type { TextUnits } from '../spec/engine-protocol.ts';
import type { Task } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';

/** e^loss of a mean loss in nats: between how many equally likely candidates the model still hesitates. */
export function perplexity(meanLoss: number): number {
  return Math.exp(meanLoss);
}

/** Nats per token as bits per unit (character, word or byte), so that models with different tokens compare. */
export function bitsPerUnit(meanLoss: number, tokens: number, units: number): number {
  return (meanLoss * tokens) / (units * Math.LN2);
}

/** The bits that a language model needs for a unit of text; null where the text has no such unit. */
export interface TextBits {
  perCharacter: number | null;
  perWord: number | null;
  perByte: number | null;
}

/**
 * From the mean loss in nats over `tokens` tokens, and the units of the text that these make up. Comparable between tokenizers of
 * the same text as long as none of the tokens was unknown: an unknown token is cheap, but does not tell what it stands for.
 */
export function textBits(meanLoss: number, tokens: number, units: TextUnits): TextBits {
  const per = (count: number) => (count === 0 ? null : bitsPerUnit(meanLoss, tokens, count));
  return { perCharacter: per(units.characters), perWord: per(units.words), perByte: per(units.bytes) };
}

/** The facts by which a run's losses compare with those of other tokens. */
export interface TokenSizes {
  model: { task: Task };
  /** The average size of a token; null means that it is not known yet. */
  unitsPerToken: TextUnits | null;
}

/**
 * Returns a loss of a run, which is in nats per token, in bits by unit of text; null means that it has no loss, that
 * the size of its tokens is not known yet, or that it does not predict tokens of text.
 */
export function lossBits(loss: number | null, { model, unitsPerToken }: TokenSizes): TextBits | null {
  if (loss === null || unitsPerToken === null || taskFacts[model.task].outputsAre !== 'tokens') return null;
  return textBits(loss, 1, unitsPerToken);
}
