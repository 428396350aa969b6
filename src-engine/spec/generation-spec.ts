/** The rules by which the next token is chosen. */
export interface SamplingSpec {
  /** 0 takes the most likely token; 1 is the model's own distribution. */
  temperature: number;
  /** Keep the k most likely tokens; 0: all. */
  topK: number;
  /** Keep the smallest set of tokens whose probability reaches p; 1: all. */
  topP: number;
  /** Drop tokens less likely than minP × the most likely; 0: none. */
  minP: number;
  /** Divides (positive) or multiplies (negative) the logits of tokens in the window; 1: off. */
  repetitionPenalty: number;
  repetitionWindow: number;
  /** Generation ends when one of these texts has been written. */
  stopStrings: string[];
  seed: number;
}

/** Tokens are drawn from the model's own distribution at temperature 1, whatever was written before. */
export const plainSampling: SamplingSpec = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 0,
  stopStrings: [],
  seed: 1,
};

/** The numbers that a network's matrices are kept as while it writes; sums are float32 always. bf16 is the upper half of a float32. */
export const weightPrecisions = ['float32', 'bf16'] as const;
export type WeightPrecision = (typeof weightPrecisions)[number];

export interface GeneratedToken {
  id: number;
  text: string;
  /** Probability under the model at temperature 1, before any filter. */
  probability: number;
  /** The ten most likely tokens, most likely first, at temperature 1. */
  alternatives: {
    id: number;
    text: string;
    probability: number;
    /** `true` where the document would have ended here, instead of going on with a token; left out otherwise. */
    endsDocument?: boolean | undefined;
  }[];
}

/** `document` means that the model itself has ended the document. */
export type GenerationEnd = 'length' | 'stop-string' | 'document' | 'cancelled';

/** The ways to find several continuations of one prompt at once. */
export type WayOfWriting =
  /** Each drawn with chance of its own, all from one seed. */
  | { way: 'sample'; count: number; sampling: SamplingSpec }
  /** Beam search: the most likely ones of those that are found while `beams` of them are followed. */
  | { way: 'beams'; beams: number; stopStrings: string[] };

/** One of several continuations of a prompt. */
export interface Continuation {
  text: string;
  tokens: number;
  /** Natural logarithm of the text's probability under the model, given the prompt: temperature 1, no filter. */
  logProbability: number;
  /** `null` means that it is being written, or was cancelled. */
  end: Exclude<GenerationEnd, 'cancelled'> | null;
}

/** The change of a continuation since the last update: `text` follows the first `kept` UTF-16 units of the earlier text. */
export interface ContinuationChange extends Continuation {
  kept: number;
}
