import type { TrainedModel } from '../../src-engine/interchange/trained-model.ts';
import type { ParityInput } from '../../src-engine/spec/parity-spec.ts';
import type { ModelFormatId } from '../contract/export-records.ts';
import type { FormatOptions, RuntimeRun } from './export-format.ts';

/** What is done in a thread beside the host, because it takes time, memory, or other people's code. */
export type ExportTask =
  /** Writes the format into a folder; `name` and `step` make the file's name. */
  | {
      type: 'write';
      format: ModelFormatId;
      model: TrainedModel;
      options: FormatOptions;
      folder: string;
    }
  /** The weights as the file has them. */
  | { type: 'round'; model: TrainedModel; precision: FormatOptions['precision'] }
  /** Reads the file back and runs it. */
  | { type: 'run'; format: ModelFormatId; path: string; inputs: ParityInput[] };

export interface ExportResults {
  /** The name of the file. */
  write: string;
  round: TrainedModel;
  run: RuntimeRun;
}
