import type { ExportRecord } from '../../../src-main/contract/export-records.ts';

/** Has the browser save the file of an export: it comes straight from the host to the disk, and is never in the page's memory. */
export function saveExport({ id, fileName }: Pick<ExportRecord, 'id' | 'fileName'>): void {
  const link = document.createElement('a');
  link.href = `/exports/${id}`;
  link.download = fileName;
  link.click();
}
