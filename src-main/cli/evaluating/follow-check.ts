import { followStream } from '../follow-stream.ts';
import { showProgress } from '../import-model.ts';

interface Progress {
  type: 'progress';
  done: number;
  total: number;
}

/** Shows how far a check of a network is, until its result. Resolves with null where a person ends it. */
export function followCheck<Update extends { type: string }>(
  name: string,
  check: (signal: AbortSignal) => Promise<AsyncIterable<Update | Progress>>,
): Promise<Exclude<Update, Progress> | null> {
  return followStream(check, (update) => {
    if (!isProgress(update)) return update as Exclude<Update, Progress>;
    showProgress(`${name}: ${update.done} of ${update.total}`);
    return undefined;
  });
}

function isProgress<Update extends { type: string }>(update: Update | Progress): update is Progress {
  return update.type === 'progress';
}
