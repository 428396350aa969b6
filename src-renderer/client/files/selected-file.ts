/** A file, and where it lies among those that it came with. */
export interface SelectedFile {
  path: string;
  file: File;
}
