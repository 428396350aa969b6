import type { Certificate, ExportOptions, ExportStage } from '../contract/export-records.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import type { EngineSupervisor } from '../runs/engines/engine-supervisor.ts';
import type { Runs } from '../runs/runs.ts';
import type { FormatProcesses } from './processes/format-processes.ts';

export interface ExportContext {
  store: Store;
  datasets: Datasets;
  runs: Runs;
  /** Not the engine that trains, so that neither waits for the other. */
  supervisor: EngineSupervisor;
  /** The process in which files are written, and read or run to be checked. */
  formats: FormatProcesses;
  /** The studio's version. */
  version: string;
}

/** The file that an export leaves in its folder. */
export interface ExportedFile {
  name: string;
  /** The checkpoint's step, or null when the export is of the whole run. */
  step: number | null;
  certificate: Certificate;
}

/** One export, on its way. */
export interface ExportJob extends ExportContext {
  run: RunView;
  /** Empty, and for this export alone. */
  folder: string;
  options: ExportOptions;
  signal: AbortSignal;
  onStage: (stage: ExportStage) => void;
}
