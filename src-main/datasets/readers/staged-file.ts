/** A file that waits to be imported. */
export interface StagedFile {
  /** Relative, with slashes: as the person sees it. */
  path: string;
  bytes: number;
  /** Its path on the disk. */
  file: string;
}

export interface StagedImport {
  name: string;
  files: readonly StagedFile[];
}
