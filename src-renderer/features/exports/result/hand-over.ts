import type { ExportRecord } from '../../../../src-main/contract/export-records.ts';
import { nativeShell } from '../../../client/native-shell.ts';

/** Has the browser save the file of an export: it comes straight from the host to the disk, and is never in the page's memory. */
export function downloadExport({ id, fileName }: Pick<ExportRecord, 'id' | 'fileName'>): void {
  const link = document.createElement('a');
  link.href = `/exports/${id}`;
  link.download = fileName;
  link.click();
}

/** Attributes of what can be dragged out of the window as the file of an export; none in a browser. */
export function draggedFile({ id, isStored }: Pick<ExportRecord, 'id' | 'isStored'>): object {
  const native = nativeShell();
  if (native === null || !isStored) return {};
  return {
    draggable: true,
    onDragstart(event: DragEvent) {
      // The system takes the drag over, with the file itself.
      event.preventDefault();
      native.dragExport(id);
    },
  };
}
