import { shallowRef } from 'vue';

export interface ExportRequest {
  runId: string;
  /** null: the best one. */
  checkpointId: string | null;
}

/** What a person wants to take out of the studio, wherever that was asked for; the dialog is open while there is something. */
export const exportRequest = shallowRef<ExportRequest | null>(null);

export function requestExport(runId: string, checkpointId: string | null = null): void {
  exportRequest.value = { runId, checkpointId };
}
