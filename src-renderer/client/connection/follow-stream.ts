import type { Connection } from './connect.ts';
import { isConnectionError } from './errors.ts';

/** Between a failed line and the next attempt, so that a half-closed socket is not asked again and again. */
const retryDelayMs = 500;

export interface StreamListener<Update> {
  /** `isFirst`: the first one of a line, which says how everything is now. */
  onUpdate(update: Update, isFirst: boolean): void;
  /** The host refused. It is asked again. */
  onError(error: unknown): void;
}

/** Follows one of the host's streams for as long as the window lives, and opens it again whenever a lost connection is back. */
export async function followStream<Update>(
  connection: Connection,
  open: () => Promise<AsyncIterable<Update>>,
  { onUpdate, onError }: StreamListener<Update>,
): Promise<void> {
  for (;;) {
    await connection.connected();
    try {
      let isFirst = true;
      for await (const update of await open()) {
        onUpdate(update, isFirst);
        isFirst = false;
      }
    } catch (cause) {
      if (!isConnectionError(cause)) onError(cause);
    }
    if (connection.isClosed()) return;
    await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
  }
}
