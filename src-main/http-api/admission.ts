import { HttpError } from './http-error.ts';

export interface AdmissionLimits {
  /** Requests that are worked on at a time: as many texts as a network writes at once. */
  mostAtWork: number;
  /** Requests that wait for their turn; one more is refused. */
  mostWaiting: number;
  /** The time that a request waits at most. */
  longestWaitMs: number;
}

export const usualLimits: AdmissionLimits = { mostAtWork: 64, mostWaiting: 256, longestWaitMs: 60_000 };

interface Waiting {
  enter(): void;
}

/** Lets requests that make networks work in, so many at a time and in the order in which they came. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #waiting = new Set<Waiting>();
  #atWork = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  get atWork(): number {
    return this.#atWork;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Runs `work` when its turn has come. Rejects with HttpError: 429 where too many wait, 503 where it waits too long. */
  async enter<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#atWork >= this.#limits.mostAtWork) await this.#turn(signal);
    else this.#atWork++;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** The place of whoever leaves goes to the first who waits. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#atWork--;
      return;
    }
    this.#waiting.delete(next);
    next.enter();
  }

  #turn(signal: AbortSignal): Promise<void> {
    const { mostWaiting, longestWaitMs } = this.#limits;
    if (this.#waiting.size >= mostWaiting) {
      const message = `${mostWaiting} requests wait already. Try again in a moment.`;
      throw new HttpError(429, { message, code: 'queue_full' }, { 'Retry-After': '1' });
    }
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        this.#waiting.delete(waiting);
      };
      const waiting: Waiting = {
        enter() {
          end();
          resolve();
        },
      };
      const leave = () => {
        end();
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        end();
        const message = 'The studio has more to do than it can. Try again in a while.';
        reject(new HttpError(503, { message, code: 'queue_timeout' }, { 'Retry-After': '5' }));
      }, longestWaitMs);
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiting);
    });
  }
}
