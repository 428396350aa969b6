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

/** The measurements that need only the data, and no network. */
export interface DataMeasurements {
  /** `null` means that the task is not to predict tokens, or that nothing is held back. */
  nGrams: NGramMeasurements | null;
  /** `null` means that the task does not read running text, or that there is too little of it. */
  dependency: Dependency | null;
  /** `null` means that nothing is held back. */
  leak: SplitLeak | null;
}

export const nGramOrders = [1, 2, 5] as const;
export type NGramOrder = (typeof nGramOrders)[number];

/** The predictions of the validation part by n-gram models of the training part. */
export interface NGramMeasurements {
  /** The models, one for each of `nGramOrders`, in their order. */
  models: {
    order: NGramOrder;
    /** The mean over all predictions, in nats per token, like the validation loss of a network. */
    loss: number;
    /** D₁, D₂, D₃₊ of each order from 1 on. */
    discounts: [number, number, number][];
  }[];
  trainingTokens: number;
  predictions: number;
}

/** The distance over which the tokens of the training part depend on one another. */
export interface Dependency {
  /**
   * The longest lag, in tokens, at which a token carries information about a later one that the nearer tokens do not
   * carry; 0 means that tokens do not depend on one another.
   */
  length: number;
  /** The mutual information of two tokens by their distance from 1 on, in nats and corrected for finite samples. */
  mutualInformation: number[];
  /** The entropy of a single token in nats; rare tokens count as one, as in `mutualInformation`. */
  entropy: number;
  /** The least mutual information that counts: anything below it may be noise, or too little to learn. */
  threshold: number;
}

/** The overlap of the validation part with the training part. */
interface SplitLeak {
  /** The leak of data that consists of separate texts, sentences or sequences; null for a single text. */
  samples: SampleLeak | null;
  /** The overlap of a language model's texts. */
  overlap: TextOverlap | null;
}

export interface SampleLeak {
  training: number;
  validation: number;
  /** The number of samples of the validation part that are also in the training part, to the last token or number. */
  duplicates: number;
  /** The number of other samples that share four fifths of all short passages with a sample of the training part. */
  nearDuplicates: number;
  /** The number of samples of the training part that occur there more than once. */
  repeatedInTraining: number;
}

export interface TextOverlap {
  /** The number of tokens of the validation part that were looked at. */
  tokens: number;
  /** The share of their 20-grams that occur in the training part. */
  share: number;
  /**
   * The same share for a stretch of the training part, as if it had been held back; null means that there is not enough
   * text.
   */
  expectedShare: number | null;
  /** The share of the tokens that lie in passages of the training part which are too long to be there by chance. */
  copiedShare: number;
  /** The number of tokens of the longest passage that both parts have. */
  longest: number;
}
