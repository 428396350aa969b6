import type { Followed } from '../feed/follow-progress.ts';

interface Work<Result> {
  cancellation: AbortController;
  /** The functions that report progress, one for each caller that waits. */
  askers: Set<Followed['onProgress']>;
  result: Promise<Result>;
}

/** Does the same work once for all callers at the same time, and cancels it when the last of them has left. */
export class SharedWork<Result> {
  readonly #underWay = new Map<string, Work<Result>>();

  /**
   * Resolves with the result of the work. Rejects with the signal's reason when it aborts, whatever becomes of the
   * work.
   */
  async ask(
    key: string,
    { signal, onProgress }: Followed,
    work: (followed: Followed) => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    const shared = this.#underWay.get(key) ?? this.#begin(key, work);
    const asker: Followed['onProgress'] = (done, total) => onProgress(done, total);
    shared.askers.add(asker);
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave);
    try {
      return await Promise.race([shared.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      shared.askers.delete(asker);
      if (shared.askers.size === 0) this.#end(key, shared);
    }
  }

  #begin(key: string, work: (followed: Followed) => Promise<Result>): Work<Result> {
    const cancellation = new AbortController();
    const askers = new Set<Followed['onProgress']>();
    const result = work({
      signal: cancellation.signal,
      onProgress: (done, total) => askers.forEach((tell) => tell(done, total)),
    });
    const shared = { cancellation, askers, result };
    this.#underWay.set(key, shared);
    result.catch(() => undefined);
    return shared;
  }

  /** Ends the work: later callers have it done anew. */
  #end(key: string, shared: Work<Result>): void {
    if (this.#underWay.get(key) === shared) this.#underWay.delete(key);
    shared.cancellation.abort();
  }
}
