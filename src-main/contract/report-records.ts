import type { StudioClient } from './contract.ts';

/** The languages of a report. */
export const reportLanguages = ['en', 'ja'] as const;

export interface ReportRequest {
  /** The run, or the runs that are compared. */
  runIds: readonly string[];
  language: (typeof reportLanguages)[number];
  format: 'html' | 'markdown';
  /** The time that it is dated with, in milliseconds since 1970. */
  at: number;
}

/** Writes a document about runs that needs nothing besides itself. Rejects with `run-not-found`. */
export type WriteReport = (client: StudioClient, request: ReportRequest) => Promise<string>;
