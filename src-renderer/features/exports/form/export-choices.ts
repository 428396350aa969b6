import type {
  CreateExport,
  ExportFormatId,
  ExportFormatRecord,
  ExportOptions,
  ExportStage,
} from '../../../../src-main/contract/export-records.ts';

/** Formats that hold the whole run, and not the network of one checkpoint. */
export const isOfWholeRun = (id: ExportFormatId): boolean => id === 'kioku' || id === 'csv';

type Choice = ExportFormatRecord['choices'][number];

/** Returns the options as a format can hold them; a format without this precision is written in its usual one. */
export const choiceOf = (format: ExportFormatRecord, { precision }: ExportOptions): Choice =>
  format.choices.find((choice) => choice.precision === precision) ?? format.choices[0];

/** About how large the file will be. */
export function sizeOf(format: ExportFormatRecord, options: ExportOptions): number {
  const { extras } = format;
  return (
    choiceOf(format, options).bytes +
    (options.allCheckpoints ? (extras?.allCheckpointsBytes ?? 0) : 0) +
    (options.includeText ? (extras?.textBytes ?? 0) : 0)
  );
}

/** Tells whether the format can be written with any options. */
export const isPossible = (format: ExportFormatRecord): boolean =>
  format.choices.some(({ refusal }) => refusal === null);

/** Those that hold most networks, and that most programs read. */
const broadest: readonly ExportFormatId[] = ['onnx', 'safetensors'];

/** Returns the format to suggest instead of one that cannot hold the network, or null when none can. */
export function insteadOf(id: ExportFormatId, formats: readonly ExportFormatRecord[]): ExportFormatId | null {
  const possible = formats.filter((format) => format.id !== id && !isOfWholeRun(format.id) && isPossible(format));
  const ids = possible.map((format) => format.id);
  return broadest.find((each) => ids.includes(each)) ?? ids[0] ?? null;
}

/** Lists the stages that the host will report. */
export function stagesOf({ format, options }: Pick<CreateExport, 'format' | 'options'>): ExportStage[] {
  if (isOfWholeRun(format)) return ['writing', 'checking'];
  const stages: ExportStage[] = ['reading', 'writing', 'checking'];
  return options.precision === 'float32' ? stages : [...stages, 'measuring'];
}
