import type { ArchiveEvent, PieceRequest } from '../exports/processes/format-task.ts';

/** The way between a task that answers requests while it lasts and the host. */
export interface TaskPort {
  post(event: ArchiveEvent): void;
  /** Replaces the listener of the task before. */
  onRequest(listener: (request: PieceRequest) => void): void;
}
