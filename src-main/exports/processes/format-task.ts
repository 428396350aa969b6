import type { OlderForecaster } from '../../../src-engine/forecast/older-forecaster.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { RelayedError } from '../../contract/errors.ts';
import type { ModelFormatId } from '../../contract/export-records.ts';
import type { WeightsImportOptions } from '../../contract/weights-import-records.ts';
import type { PackedKind } from '../../datasets/readers/archive.ts';
import type { Extracted, Extraction } from '../../datasets/readers/extraction.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import type { FormatOptions, RuntimeRun } from '../export-format.ts';
import type { ReadNetwork } from '../weights/read-network.ts';
import type { ReadVocabulary } from '../weights/read-vocabulary.ts';

/** Work with files of other programs: it takes time, memory, or other people's code, and is done in a process of its own. */
export type FormatTask =
  /** Writes a network into a folder, in a file whose name comes from the network's own and its step. */
  | { type: 'write'; format: ModelFormatId; model: TrainedModel; options: FormatOptions; folder: string }
  /** Returns the network with its weights as the file has them. */
  | { type: 'round'; model: TrainedModel; precision: FormatOptions['precision'] }
  /** Finds out how a network of an older studio read the table that it learnt from. */
  | { type: 'prepare-older'; content: NumericContent; train: TrainSpec }
  /** Reads an exported file of so many bytes back and runs it in the format's own runtime. */
  | { type: 'run'; format: ModelFormatId; path: string; bytes: number; inputs: ParityInput[] }
  /** Reads weights that may come from anywhere. */
  | { type: 'read-weights'; file: StagedFile; options: WeightsImportOptions }
  /** Reads a list of tokens that may come from anywhere. */
  | { type: 'read-vocabulary'; file: StagedFile }
  /** Tells the entries of an archive, or the one of a file, that may come from anywhere, then reads pieces of them as they are asked for, until it is cancelled. */
  | { type: 'read-archive'; kind: PackedKind; file: StagedFile };

type NumericContent = Extract<DatasetContent, { kind: 'numeric' }>;

export interface FormatResults {
  /** The name of the file. */
  write: string;
  round: TrainedModel;
  /** `null` where no preparation can say it. */
  'prepare-older': OlderForecaster | null;
  run: RuntimeRun;
  'read-weights': ReadNetwork;
  'read-vocabulary': ReadVocabulary;
  'read-archive': null;
}

export type FormatResult = FormatResults[keyof FormatResults];

/** Asks for a piece of an entry of the open archive, by its place in the list: its first one, or the one after the last that was given. */
export interface PieceRequest {
  type: 'read-piece';
  entry: number;
  /** The bytes of the entry that were given so far. */
  offset: number;
  /** The way in which its content is taken out of it; null gives its bytes as they are. */
  extraction: Extraction | null;
}

/** The messages to a format process, which has one task at a time. */
export type FormatRequest = { type: 'perform'; task: FormatTask } | PieceRequest | { type: 'cancel' };

/** The messages about an archive while it is open: its entries once, then a piece for each request. */
export type ArchiveEvent =
  | { type: 'entries'; entries: { path: string; bytes: number }[] }
  | { type: 'piece'; bytes: Uint8Array; isLast: boolean; extracted: Extracted | null };

/** The messages of a format process. `code` is that of a system's error, such as ENOSPC. */
export type FormatEvent =
  | { type: 'ready' }
  | { type: 'init-failed'; message: string }
  | ArchiveEvent
  | { type: 'done'; result: FormatResult }
  | { type: 'refused'; error: RelayedError }
  | { type: 'failed'; message: string; stack: string; code: string | undefined };

/** A format process from the outside. It says `ready` or `init-failed` first. */
export interface FormatConnection {
  send(request: FormatRequest): void;
  onEvent(listener: (event: FormatEvent) => void): void;
  /** Tells the number by which the system knows the process, once it has one. */
  onStart(listener: (pid: number) => void): void;
  /** `detail` says how it ended, with its last words. */
  onExit(listener: (detail: string) => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}

/** Starts a format process that can never hold more than so many bytes, as far as the system can see to that. */
export type SpawnFormatProcess = (memoryBytes: number) => FormatConnection;
