import type { LabelledSeriesLayout, SeriesLayout } from './series-layout.ts';

/** A network's training data, as it crosses into the engine process. */
export type DatasetContent =
  /** UTF-8 texts; a language model forgets what it has read at the end of each. */
  | ({ kind: 'text'; documents: Uint8Array[] } & OwnValidation)
  /** Texts with a class each: labels[n] is an index into `classes`. */
  | ({ kind: 'labelled'; texts: string[]; labels: Int32Array; classes: string[] } & OwnValidation)
  /**
   * Sentences of tokens with a tag each: a sentence has as many `tokens` as `tags`, and the `tags` of the content are
   * all different tags, in the order of their ids. Tokens go into the vocabulary as they are, and are not cut again.
   */
  | ({ kind: 'tagged'; sentences: TaggedSentence[]; tags: string[] } & OwnValidation)
  /**
   * A table of numbers over time, UTF-8 with a delimiter: the columns to read, and those to predict `horizon` rows
   * ahead.
   */
  | {
      kind: 'numeric';
      table: Uint8Array;
      delimiter: ',' | ';' | '\t';
      features: string[];
      targets: string[];
      horizon: number;
    }
  /**
   * Separate sequences, each with (steps, featureCount) values to read, and outputCount values to predict from them.
   */
  | {
      kind: 'sequences';
      sequences: { features: Float32Array; targets: Float32Array }[];
      featureCount: number;
      outputCount: number;
    }
  /** Numbers over time to forecast, as UTF-8 CSV; the layout describes its columns and rows. */
  | { kind: 'series'; table: Uint8Array; layout: SeriesLayout }
  /** Sequences of numbers over time with a class each. */
  | { kind: 'labelled-series'; table: Uint8Array; layout: LabelledSeriesLayout };

/**
 * The validation part that data may bring: its last documents, texts or sentences. If this is left out, a share is held
 * back.
 */
interface OwnValidation {
  heldBack?: number;
}

export interface TaggedSentence {
  tokens: string[];
  tags: string[];
}
