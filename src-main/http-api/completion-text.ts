import type { CompletionPart, ScoredText } from '../../src-engine/spec/completion-spec.ts';
import type { CompletionChoiceResource, LogprobsResource } from '../contract/http-api/completion-resources.ts';

/** The text of a choice that has become certain since the last one. */
export interface TextDelta {
  text: string;
  tokens: PlacedToken[];
  finish: 'stop' | 'length' | null;
}

interface PlacedToken extends ScoredText {
  /** The place in UTF-16 units at which it begins, counted from the beginning of the prompt. */
  offset: number;
}

/**
 * A continuation as clients see it: without the text that has ended it. While it is being written, its end is held back for as long
 * as that may be the beginning of such a text.
 */
export class CompletionText {
  readonly #stops: readonly string[];
  readonly #heldBack: number;
  /** The written text that was not handed on, and its place. */
  #text = '';
  #offset: number;
  #tokens: PlacedToken[] = [];
  #nextOffset: number;

  constructor(stops: readonly string[], promptLength: number) {
    this.#stops = stops;
    this.#heldBack = Math.max(0, ...stops.map(({ length }) => length - 1));
    this.#offset = promptLength;
    this.#nextOffset = promptLength;
  }

  take({ text, tokens, end }: Pick<CompletionPart, 'text' | 'tokens' | 'end'>): TextDelta {
    this.#text += text;
    for (const token of tokens) {
      this.#tokens.push({ ...token, offset: this.#nextOffset });
      this.#nextOffset += token.text.length;
    }
    if (end === null) return { ...this.#release(this.#text.length - this.#heldBack), finish: null };
    const cut = end === 'stop-string' ? firstOf(this.#stops, this.#text) : this.#text.length;
    const released = this.#release(cut);
    this.#tokens = [];
    return { ...released, finish: end === 'length' ? 'length' : 'stop' };
  }

  #release(length: number): Omit<TextDelta, 'finish'> {
    const count = Math.max(0, length);
    const text = this.#text.slice(0, count);
    this.#text = this.#text.slice(count);
    this.#offset += count;
    const ready = this.#tokens.findIndex((token) => token.offset + token.text.length > this.#offset);
    const tokens = this.#tokens.splice(0, ready < 0 ? this.#tokens.length : ready);
    return { text, tokens };
  }
}

function firstOf(stops: readonly string[], text: string): number {
  const places = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
  return Math.min(text.length, ...places);
}

/** `alternatives`: how many likely tokens were asked for. */
function logprobsOf(tokens: readonly PlacedToken[], alternatives: number): LogprobsResource {
  return {
    tokens: tokens.map(({ token }) => token),
    token_logprobs: tokens.map(({ logProbability }) => logProbability),
    top_logprobs: alternatives === 0 ? null : tokens.map(likeliest),
    text_offset: tokens.map(({ offset }) => offset),
  };
}

/** The token itself is among them, as OpenAI has it; null for the first token of a text, of which nothing is known. */
function likeliest({ token, logProbability, alternatives }: ScoredText): Record<string, number> | null {
  if (logProbability === null) return null;
  const entries = alternatives.map((each): [string, number] => [each.token, each.logProbability]);
  return Object.fromEntries([[token, logProbability], ...entries].toReversed()) as Record<string, number>;
}

/** The tokens of a prompt with their places. */
export function placed(tokens: readonly ScoredText[]): PlacedToken[] {
  let next = 0;
  return tokens.map((token) => {
    const offset = next;
    next += token.text.length;
    return { ...token, offset };
  });
}

export function choiceOf(
  index: number,
  { text, tokens, finish }: TextDelta,
  alternatives: number | null,
): CompletionChoiceResource {
  const logprobs = alternatives === null ? null : logprobsOf(tokens, alternatives);
  return { text, index, logprobs, finish_reason: finish };
}
