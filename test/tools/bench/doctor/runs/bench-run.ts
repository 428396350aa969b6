import type { StudioClient } from '../../../../../src-main/contract/contract.ts';
import type { BenchData } from '../data/bench-data.ts';

/** What `runs.start` is asked, but for the data. */
export type RunSettings = Omit<Parameters<StudioClient['runs']['start']>[0], 'datasetId' | 'tokenizer' | 'train'> & {
  train: NonNullable<Parameters<StudioClient['runs']['start']>[0]['train']>;
};

/** Data, and how to train on it. */
export interface Training {
  data: BenchData;
  settings: RunSettings;
  /** The file of word vectors that the embedding begins with and keeps; left out for most. */
  vectors?: string;
}

/** A training of the bench: healthy, or with one planted fault. */
export interface BenchRun {
  /** Names it in the results, such as `over-fitting/3` or `healthy/moby-dick/2/recipe`. */
  id: string;
  /** `null` means that nothing is wrong with it on purpose. */
  fault: string | null;
  /** Runs of the same group have the same data and the same budget, so that the best of them tells what can be reached; null for faults. */
  group: string | null;
  /** Resolves with null where the text is missing here. */
  make(): Promise<Training | null>;
}
