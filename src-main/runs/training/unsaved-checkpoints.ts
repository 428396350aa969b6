import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';

export type CheckpointEvent = Extract<EngineEvent, { type: 'checkpoint' }>;

/** While more of them wait to be stored, a checkpoint gives way to a newer one of its kind. */
const MOST_WAITING = 16;

/** One in so many of a short queue, and of a long one, is stored all the same, so that the run's beginning stays in reach. */
const STORED_OF_SHORT = 8;
const STORED_OF_LONG = 64;

/** Those that only a newer one makes superfluous; each of the others was asked for, or marks a place in the run. */
const superseded: ReadonlySet<CheckpointEvent['reason']> = new Set(['interval', 'best']);

/**
 * The checkpoints of a training that are not stored yet. A network of a few weights trains faster than checkpoints are
 * stored: without an end to their queue, whatever is asked of its training would wait for all of them.
 */
export class UnsavedCheckpoints {
  readonly #newest = new Map<CheckpointEvent['reason'], CheckpointEvent>();
  #count = 0;

  add(event: CheckpointEvent): void {
    this.#count += 1;
    this.#newest.set(event.reason, event);
  }

  /** Takes one out whose turn it is, and tells whether it is not worth its storing any more. */
  takeOut(event: CheckpointEvent): boolean {
    const waiting = this.#count;
    this.#count -= 1;
    if (waiting <= MOST_WAITING || waiting % (waiting < STORED_OF_LONG ? STORED_OF_SHORT : STORED_OF_LONG) === 0)
      return false;
    return superseded.has(event.reason) && this.#newest.get(event.reason) !== event;
  }
}
