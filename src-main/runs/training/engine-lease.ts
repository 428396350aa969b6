import type { RunningEngine } from '../engines/running-engine.ts';
import type { RunJournal } from './run-journal.ts';
import { UnsavedCheckpoints, type CheckpointEvent } from './unsaved-checkpoints.ts';

/** A run's hold on the training engine. */
export class EngineLease {
  readonly journal: RunJournal;
  readonly engine: Promise<RunningEngine>;
  /** It reads its data before. */
  hasStarted = false;
  /** It is being paused because the night has ended. */
  waitsForNight = false;
  #isRevoked = false;
  #saving: Promise<void> | null = null;
  readonly #unsaved = new UnsavedCheckpoints();

  constructor(journal: RunJournal, engine: Promise<RunningEngine>) {
    this.journal = journal;
    this.engine = engine;
  }

  /** It is told to leave, and what it still says no longer counts. */
  get isRevoked(): boolean {
    return this.#isRevoked;
  }

  /** A checkpoint is being stored; what the engine says of the run's state after it waits for that. */
  get saving(): Promise<void> | null {
    return this.#saving;
  }

  revoke(): void {
    if (this.#isRevoked) return;
    this.#isRevoked = true;
    this.send('stop');
  }

  /** Tells an engine that there is; what becomes of one that never came is reported elsewhere. */
  send(command: 'pause' | 'resume' | 'stop'): void {
    const runId = this.journal.row.id;
    this.engine.then(
      (engine) => engine.send({ type: command, runId }),
      () => undefined,
    );
  }

  /** Stores a checkpoint after those that came before, unless newer ones have made it superfluous by then. */
  save(event: CheckpointEvent, onError: (error: unknown) => void): void {
    this.#unsaved.add(event);
    this.afterCheckpoints(async () => {
      if (this.#unsaved.takeOut(event) || this.#isRevoked) return;
      try {
        await this.journal.addCheckpoint(event.reason, event.checkpoint);
      } catch (error) {
        if (!this.#isRevoked) onError(error);
      }
    });
  }

  /** Does what never throws at once, or after the checkpoints that the engine has sent before it are stored. */
  afterCheckpoints(work: () => void | Promise<void>): void {
    const turn = this.#saving === null ? work() : this.#saving.then(work);
    if (turn === undefined) return;
    const saving = turn.then(() => {
      if (this.#saving === saving) this.#saving = null;
    });
    this.#saving = saving;
  }
}
