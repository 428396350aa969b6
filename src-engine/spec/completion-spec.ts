import type { GenerationEnd, SamplingSpec } from './generation-spec.ts';

/** The continuations of one prompt that a program asks for. They are written in one batch with those that others ask for. */
export interface CompletionTask {
  prompt: string;
  /** Tokens of each continuation, at most; 0 means that the prompt is only read. */
  length: number;
  /** The number of continuations. Continuation n is the one that `generateMany` writes as its n-th, whatever else is in the batch. */
  count: number;
  sampling: SamplingSpec;
  /** The number of likeliest tokens that are told beside each token; null means that only texts are told. */
  alternatives: number | null;
  /** Tells the tokens of the prompt, too. */
  scorePrompt: boolean;
  /** Tells what is written while it is being written; otherwise all of it at the end. */
  streams: boolean;
}

/** A token, with its probability under the model: temperature 1, no filter. */
export interface ScoredText {
  /** The token as a person may read it. */
  token: string;
  /** The text that it has completed: '' while a character still lacks bytes. */
  text: string;
  /** Natural logarithm of the probability; null for the first token of a text, which nothing comes before. */
  logProbability: number | null;
  /** The likeliest tokens, most likely first. */
  alternatives: { token: string; logProbability: number }[];
}

/** The part of a continuation that was written since the last one was told. */
export interface CompletionPart {
  /** The place of the continuation among those of its prompt. */
  choice: number;
  text: string;
  /** Empty where no tokens are asked for. */
  tokens: ScoredText[];
  /** `null` means that it is still being written. */
  end: Exclude<GenerationEnd, 'cancelled'> | null;
}

/** The numbers of a finished completion. */
export interface CompletionUsage {
  promptTokens: number;
  /** The number for all continuations together. */
  writtenTokens: number;
}
