import { shallowRef } from 'vue';

export interface ExportRequest {
  runId: string;
  /** The checkpoint's id, or null for the best one. */
  checkpointId: string | null;
}

/** The export that a person asked for, from anywhere in the studio; its dialog is open while there is one. */
export const exportRequest = shallowRef<ExportRequest | null>(null);

export function requestExport(runId: string, checkpointId: string | null = null): void {
  exportRequest.value = { runId, checkpointId };
}
