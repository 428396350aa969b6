import type { ExportFile, ExportRefusal } from '../../src-engine/interchange/export-file.ts';
import type { TrainedModel, WeightPrecision } from '../../src-engine/interchange/trained-model.ts';
import type { ParityInput } from '../../src-engine/spec/parity-spec.ts';
import type { ModelFormatId, OwnCell } from '../contract/export-records.ts';

export interface FormatOptions {
  precision: WeightPrecision;
}

/** A network without its weights: what decides whether, and how large, it can be written. */
export type NetworkOutline = Omit<TrainedModel, 'parameters'>;

/**
 * A format that other programs read. `write` and `run` are called in a process beside the host, which ends it when it takes too
 * long or too much memory; nothing may depend on what a call before has left. They load the large libraries that they need; the rest of a format, which the host
 * has too, does without.
 */
export interface ModelFormat {
  readonly id: ModelFormatId;
  /** The precisions in which it can keep weights, the usual one first. */
  readonly precisions: readonly WeightPrecision[];
  /** `null` means that it can hold the network exactly (weights as rounded to the precision). */
  refusal(outline: NetworkOutline, options: FormatOptions): ExportRefusal | null;
  /** About how many bytes `write` will make. */
  estimateBytes(outline: NetworkOutline, options: FormatOptions): number;
  /** `model` has the weights as they were trained; the file has them as `withStoredPrecision` rounds them. */
  write(model: TrainedModel, options: FormatOptions): ExportFile[] | Promise<ExportFile[]>;
  /** Layers for which the file has another cell than the one that its readers expect; never any when left out. */
  ownCells?(outline: NetworkOutline): OwnCell[];
  /** Loads what was written in the format's own runtime, and runs it. A child process that it starts has to end with the signal. */
  run(files: readonly ExportFile[], inputs: readonly ParityInput[], signal: AbortSignal): Promise<RuntimeRun>;
}

/** The outputs of the format's own runtime, or the reason why it could not be asked here. */
export type RuntimeRun =
  /** The `outputs` for each input are those that `computeOutputs` returns, batch-major. */
  | { runtime: string; version: string; outputs: (Float32Array | Float64Array)[] }
  /** `howTo` says how to check the files where the runtime is, such as by a command line. */
  | { runtime: string; version: null; missing: string; howTo: string };
