/** A file of an export. `path` is relative, with forward slashes; an export of one file has it without folders. */
export interface ExportFile {
  path: string;
  bytes: Uint8Array;
}

/** Why a format cannot hold a model. An exporter that cannot be exact refuses: it never writes something else in silence. */
export interface ExportRefusal {
  /** Stable, for translation. */
  code: string;
  /** An English sentence: the reason, and which format to take instead. */
  message: string;
  values: Record<string, string | number>;
}
