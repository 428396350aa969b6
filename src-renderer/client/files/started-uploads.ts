import type { SelectedFile } from './selected-file.ts';

/**
 * Uploads that this browser has begun, by what is uploaded, so that one whose page was lost goes on when the same files are chosen again.
 * Kept for the tab: another tab may be uploading the same files at this moment.
 */
const prefix = 'kioku.upload.';

/** The most files of an upload that are remembered; more would not fit. */
const mostFiles = 100;

/** The import's id of an upload of the same files that was begun before, or null where there is none. */
export function findStartedUpload(name: string, files: readonly SelectedFile[]): string | null {
  return sessionStorage.getItem(keyOf(name, files));
}

export function rememberUpload(name: string, files: readonly SelectedFile[], importId: string): void {
  if (files.length <= mostFiles) sessionStorage.setItem(keyOf(name, files), importId);
}

export function forgetUpload(name: string, files: readonly SelectedFile[]): void {
  sessionStorage.removeItem(keyOf(name, files));
}

/** A file that has its name, its size and its time of change is taken for the same. */
function keyOf(name: string, files: readonly SelectedFile[]): string {
  return prefix + JSON.stringify([name, files.map(({ path, file }) => [path, file.size, file.lastModified])]);
}
