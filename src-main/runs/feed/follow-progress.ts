import { Pulse } from './pulse.ts';

interface Progress {
  type: 'progress';
  done: number;
  total: number;
}

export interface Followed {
  /** Aborts when nobody waits for the result any more. */
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** Yields how far the work is, at most 20 times a second, then its result. Leaving the stream cancels the work. Throws what it rejects with. */
export async function* followProgress<Result>(
  signal: AbortSignal | undefined,
  work: (followed: Followed) => Promise<Result>,
): AsyncGenerator<Progress | Result, void, void> {
  const cancellation = new AbortController();
  const end = AbortSignal.any([cancellation.signal, ...(signal === undefined ? [] : [signal])]);
  const pulse = new Pulse(signal);
  let progress: Progress = { type: 'progress', done: 0, total: 0 };
  const working = work({
    signal: end,
    onProgress(done, total) {
      progress = { type: 'progress', done, total };
      pulse.beat();
    },
  });
  working.then(
    () => pulse.end(),
    (error: unknown) => pulse.end(error),
  );
  try {
    while (await pulse.next()) yield progress;
    if (!signal?.aborted) yield await working;
  } finally {
    cancellation.abort();
    await working.catch(() => undefined);
  }
}
