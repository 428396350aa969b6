import type { WriteReport } from '../../contract/report-records.ts';

/**
 * Loads what writes reports: the window's texts and charts. It lies beside this program where that is built, and is checked with the
 * window's other sources, which know a document that a command line has not; it needs none itself.
 */
export async function loadReportWriter(): Promise<WriteReport> {
  const isSource = import.meta.url.endsWith('.ts');
  const program = new URL(isSource ? '../../../src-renderer/report/write-report.ts' : './report.js', import.meta.url);
  const { writeReport } = (await import(program.href)) as { writeReport: WriteReport };
  return writeReport;
}
