export interface QuitOptions {
  /** A training runs, or an import, an export or the like would be lost. */
  isBusy(): boolean;
  /** Asks the person what to do about what is under way. `background`: the window goes, the work goes on. */
  ask(canStay: boolean): Promise<'quit' | 'background' | 'cancel'>;
  hideWindow(): Promise<void>;
  /** Trainings write their checkpoints; processes end. */
  closeAll(): Promise<void>;
  /** Ends the program, or what else is to come after everything is closed. */
  end(): void;
  /** Asking or closing went wrong. The first leaves everything open, the second does not keep the program from ending. */
  logError(error: unknown): void;
}

/** The way out: work that is under way is asked about first, a training writes its checkpoint, and only then does the program end. */
export class QuitFlow {
  readonly #options: QuitOptions;
  #stage: 'open' | 'asking' | 'closing' | 'closed' = 'open';

  constructor(options: QuitOptions) {
    this.#options = options;
  }

  /** From the person's decision on: nothing is to be opened any more. */
  get isLeaving(): boolean {
    return this.#stage === 'closing' || this.#stage === 'closed';
  }

  /** Tells whether the program may end, or the window close, right now. If not, it begins what is needed. */
  mayEnd(): boolean {
    if (this.#stage === 'open') void this.#leave(false, this.#options.end);
    return this.#stage === 'closed';
  }

  /** The window's button was pressed: what is under way may also go on without it. */
  mayCloseWindow(): boolean {
    if (this.#stage === 'open') void this.#leave(true, this.#options.end);
    return this.#stage === 'closed';
  }

  /** Without asking: the system is shutting down. */
  async endNow(): Promise<void> {
    if (this.#stage === 'open' || this.#stage === 'asking') await this.#close(this.#options.end);
  }

  /** Ends with something else than the program's usual end, such as an installation. */
  async endWith(end: () => void): Promise<void> {
    if (this.#stage === 'open') await this.#leave(false, end);
  }

  async #leave(canStay: boolean, end: () => void): Promise<void> {
    if (this.#options.isBusy()) {
      this.#stage = 'asking';
      const answer = await this.#options.ask(canStay).catch((error: unknown) => {
        this.#options.logError(error);
        return 'cancel' as const;
      });
      if (this.#stage !== 'asking') return; // the system was shut down meanwhile
      if (answer !== 'quit') {
        this.#stage = 'open';
        if (answer === 'background') await this.#options.hideWindow();
        return;
      }
    }
    await this.#close(end);
  }

  async #close(end: () => void): Promise<void> {
    this.#stage = 'closing';
    await this.#options.closeAll().catch(this.#options.logError);
    this.#stage = 'closed';
    end();
  }
}
