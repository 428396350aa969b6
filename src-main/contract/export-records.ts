import { z } from 'zod';

/** Formats that hold a trained network for other programs. */
const modelFormatIds = ['onnx', 'pytorch', 'safetensors', 'keras', 'tfjs', 'html'] as const;

/** And those that hold a run: its numbers as a table, or all of it for another studio. */
export const exportFormatIds = [...modelFormatIds, 'kioku', 'csv'] as const;

const exportFormatId = z.enum(exportFormatIds);

export const weightPrecisions = ['float32', 'float16', 'int8'] as const;

const values = z.record(z.string(), z.union([z.string(), z.number()]));

/** A way to write a format, its size before it is written, and why it cannot be. */
const exportChoice = z.object({
  /** `null` means that the format keeps no weights of its own making. */
  precision: z.enum(weightPrecisions).nullable(),
  bytes: z.int(),
  refusal: z.object({ code: z.string(), message: z.string(), values }).nullable(),
});

export const exportFormat = z.object({
  id: exportFormatId,
  choices: z.array(exportChoice).min(1),
  /** For a bundle, the sizes that the options add to `bytes`; null for other formats. */
  extras: z.object({ allCheckpointsBytes: z.int(), textBytes: z.int().nullable() }).nullable(),
});

const exportOptions = z.object({
  precision: z.enum(weightPrecisions).default('float32'),
  /** For a bundle: all checkpoints, or only the best and the last one. */
  allCheckpoints: z.boolean().default(false),
  /** For a bundle: includes the dataset, so that training can go on anywhere. */
  includeText: z.boolean().default(false),
});

export const createExport = z.object({
  runId: z.string(),
  /** `null` means the best one by validation loss, else the last. Not for a bundle or a table, which are of the whole run. */
  checkpointId: z.string().nullable().default(null),
  format: exportFormatId,
  options: exportOptions.prefault({}),
});

/** A layer that the usual cell of a library cannot compute. */
const ownCell = z.object({
  /** The cell's name in the file. */
  layer: z.string(),
  /** The usual cell, such as nn.LSTM, or torch.nn when that has nothing like the cell. */
  usual: z.string(),
  /**
   * The things that the usual cell lacks. `name` is that of the cell or the activation, and empty where there is none.
   */
  lacks: z.array(
    z.object({ what: z.enum(['cell', 'activation', 'gate-activation', 'recurrent-dropout']), name: z.string() }),
  ),
  /** The cell that was written in its place; null means that the file brings none, and whoever loads it has to. */
  instead: z.string().nullable(),
});

/** The result of reading the written file back. */
const certificate = z.object({
  /** passed: it holds what it should, within the tolerance. not-run: the format's own runtime is not here. */
  verdict: z.enum(['passed', 'failed', 'not-run']),
  runtime: z.string(),
  version: z.string().nullable(),
  /** The inputs of the comparison; null when the file was compared with the stored data to the last bit. */
  inputs: z.array(z.object({ batch: z.int(), steps: z.int(), isPadded: z.boolean() })).nullable(),
  /** The largest difference of any output, or null when none could be compared. */
  largestDifference: z.number().nullable(),
  tolerance: z.number(),
  /** True when both are parts of the largest output, which is in the units of a table. */
  isRelative: z.boolean(),
  /** Why it failed, or was not run. */
  reason: z.string().nullable(),
  /** The instructions for checking the file where its runtime is. */
  howTo: z.string().nullable(),
  /** The cost of rounding the weights on validation data, in nats; null when they are as trained, or there is no such data here. */
  cost: z
    .object({
      exactLoss: z.number(),
      roundedLoss: z.number(),
      exactAccuracy: z.number().nullable(),
      roundedAccuracy: z.number().nullable(),
    })
    .nullable(),
  /** Layers for which there is another cell in the file than the usual one. */
  ownCells: z.array(ownCell),
  /** The part that the file ought to hold and does not: `scaling` is the way between a table's numbers and the network's. */
  lacks: z.enum(['scaling']).nullable(),
  checkedAt: z.number(),
});

export const exportRecord = z.object({
  id: z.string(),
  runId: z.string(),
  /** The checkpoint's step, or null when the export is of the whole run. */
  step: z.int().nullable(),
  format: exportFormatId,
  options: exportOptions,
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** `false` means that the file was written to another place, or is gone. */
  isStored: z.boolean(),
  createdAt: z.number(),
  certificate,
});

const exportStages = ['reading', 'writing', 'checking', 'measuring'] as const;

export const exportUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage'), stage: z.enum(exportStages) }),
  z.object({ type: z.literal('exported'), export: exportRecord }),
]);

export type ModelFormatId = (typeof modelFormatIds)[number];
export type ExportFormatId = z.infer<typeof exportFormatId>;
export type ExportFormatRecord = z.infer<typeof exportFormat>;
export type ExportOptions = z.infer<typeof exportOptions>;
export type CreateExport = z.infer<typeof createExport>;
export type Certificate = z.infer<typeof certificate>;
export type OwnCell = z.infer<typeof ownCell>;
export type ExportRecord = z.infer<typeof exportRecord>;
export type ExportStage = (typeof exportStages)[number];
export type ExportUpdate = z.infer<typeof exportUpdate>;
