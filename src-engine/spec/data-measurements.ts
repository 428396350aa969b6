import type { DatasetContent } from './dataset-content.ts';
import type { Task } from './model-spec.ts';
import type { TokenizerState } from './tokenizer-spec.ts';
import type { TrainSpec } from './train-spec.ts';

/** The settings of a training that decide which data is held back. */
export type SplitSpec = Pick<TrainSpec, 'validationFraction' | 'seed' | 'batching'>;

/** The data of a run, as its training and its validation see it. */
export interface SplitData {
  task: Task;
  split: SplitSpec;
  /** `null` means that the content is numbers. */
  tokenizer: TokenizerState | null;
  content: DatasetContent;
}

/** What can be said of data without any network. */
export interface DataMeasurements {
  /** `null` where the task is not to predict tokens, or nothing is held back. */
  nGrams: NGramMeasurements | null;
  /** `null` where the task does not read running text, or there is too little of it. */
  dependency: Dependency | null;
  /** `null` where nothing is held back. */
  leak: SplitLeak | null;
}

export const nGramOrders = [1, 2, 5] as const;
export type NGramOrder = (typeof nGramOrders)[number];

/** Predictions of the validation part by n-gram models of the training part. */
export interface NGramMeasurements {
  /** One for each of `nGramOrders`, in their order. */
  models: {
    order: NGramOrder;
    /** Mean over all predictions, nats per token: as the validation loss of a network. */
    loss: number;
    /** D₁, D₂, D₃₊ of each order from 1 on. */
    discounts: [number, number, number][];
  }[];
  trainingTokens: number;
  predictions: number;
}

/** How far back the tokens of the training part depend on one another. */
export interface Dependency {
  /**
   * The longest lag, in tokens, from which a token is told something that the nearer ones do not tell; 0 where tokens do not depend on one
   * another.
   */
  length: number;
  /** Mutual information of two tokens that are so far apart, in nats and corrected for finite samples, by lag from 1 on. */
  mutualInformation: number[];
  /** Nats of a token by itself, with rare tokens taken for one as in `mutualInformation`. */
  entropy: number;
  /** The mutual information that counts: what is below it may be noise, or too little to learn. */
  threshold: number;
}

/** What the validation part has in common with the training part. */
interface SplitLeak {
  /** Of data that consists of texts, sentences or sequences of their own; null for a single text. */
  samples: SampleLeak | null;
  /** Of a language model's texts. */
  overlap: TextOverlap | null;
}

export interface SampleLeak {
  training: number;
  validation: number;
  /** Samples of the validation part that are in the training part too, to the last token or number. */
  duplicates: number;
  /** Others of which four fifths of all short passages are those of a sample of the training part. */
  nearDuplicates: number;
  /** Samples of the training part that are there more than once. */
  repeatedInTraining: number;
}

export interface TextOverlap {
  /** Tokens of the validation part that were looked at. */
  tokens: number;
  /** Share of their 20-grams that occur in the training part. */
  share: number;
  /** The same of a stretch of the training part, as if it had been held back; null where there is not enough text. */
  expectedShare: number | null;
  /** Share of the tokens that are in passages of the training part which are too long to be there by chance. */
  copiedShare: number;
  /** Tokens of the longest passage that both have. */
  longest: number;
}
