import type { StudioClient } from '../../../../../src-main/contract/contract.ts';
import type { BenchData } from '../data/bench-data.ts';

/** The input of `runs.start`, except for the data. */
export type RunSettings = Omit<Parameters<StudioClient['runs']['start']>[0], 'datasetId' | 'tokenizer' | 'train'> & {
  train: NonNullable<Parameters<StudioClient['runs']['start']>[0]['train']>;
};

/** The data, and the settings of the training on it. */
export interface Training {
  data: BenchData;
  settings: RunSettings;
  /** The file of word vectors that the embedding begins with and keeps; left out in most trainings. */
  vectors?: string;
}

/** A training of the bench, which is healthy, or has one planted fault. */
export interface BenchRun {
  /** The name in the results, such as `over-fitting/3` or `healthy/moby-dick/2/recipe`. */
  id: string;
  /** `null` means that nothing is wrong with it on purpose. */
  fault: string | null;
  /**
   * The group of the run. The runs of a group have the same data and the same budget, so that the best of them tells
   * what can be reached; null for faults.
   */
  group: string | null;
  /** Resolves with the training; null means that the text is missing here. */
  make(): Promise<Training | null>;
}
