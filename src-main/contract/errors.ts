/** What can go wrong in a way that a person can act on. The renderer translates by code; the CLI prints the message. */
export const studioErrorCodes = [
  'dataset-empty',
  'dataset-not-text',
  'dataset-malformed',
  'dataset-too-large',
  'dataset-not-found',
  'dataset-in-use',
  'dataset-missing',
  'archive-refused',
  'import-not-found',
  'sample-not-found',
  'text-too-short',
  'invalid-data',
  'run-not-found',
  'run-wrong-state',
  'run-busy',
  'checkpoint-not-found',
  'unknown-characters',
  'invalid-model',
  'model-not-found',
  'invalid-checkpoint',
  'export-refused',
  'export-not-found',
  'export-failed',
  'bundle-refused',
  'model-file-refused',
  'keras-weights-alone',
  'diverged',
  'out-of-memory',
  'engine-failed',
  'data-folder-unwritable',
  'data-folder-locked',
  'folder-refused',
  'database-newer',
  'database-damaged',
  'disk-full',
  'port-in-use',
  'internal',
] as const;

export type StudioErrorCode = (typeof studioErrorCodes)[number];

/** An error with a stable code, an English sentence that says what to do, and the values a translation needs. */
export class StudioError extends Error {
  readonly code: StudioErrorCode;
  readonly details: Record<string, string | number>;
  constructor(code: StudioErrorCode, message: string, details: Record<string, string | number> = {}) {
    super(message);
    this.name = 'StudioError';
    this.code = code;
    this.details = details;
  }
}
