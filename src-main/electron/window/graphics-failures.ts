/** One may be bad luck; Chromium gives up on the whole program after a few more. */
const mostFailures = 2;

/** Counts how often the graphics process has failed. Trainings do not notice: they are in processes of their own. */
export class GraphicsFailures {
  readonly #giveUp: () => void;
  #count = 0;

  /** `giveUp`: they fail again and again, and the next start has to do without them. */
  constructor(giveUp: () => void) {
    this.#giveUp = giveUp;
  }

  add(): void {
    this.#count += 1;
    if (this.#count === mostFailures) this.#giveUp();
  }
}
