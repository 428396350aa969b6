import type { StudioClient } from './contract.ts';

/** The languages and the forms of a report. */
export const reportLanguages = ['en', 'ja'] as const;
const reportFormats = ['html', 'markdown'] as const;

export interface ReportRequest {
  /** The run, or the runs that are compared. */
  runIds: readonly string[];
  language: (typeof reportLanguages)[number];
  format: (typeof reportFormats)[number];
  /** The time that it is dated with, in milliseconds since 1970. */
  at: number;
}

/** Writes a document about runs that needs nothing besides itself. Rejects with `run-not-found`. */
export type WriteReport = (client: StudioClient, request: ReportRequest) => Promise<string>;
