import type { HostFailure } from '../../host/process/messages.ts';
import { HostProcess, studioErrorOf, type HostListener, type HostStart, type ProcessFiles } from './host-process.ts';
import { RestartPolicy } from '../../runs/engines/restart-policy.ts';

export interface SupervisedHostOptions {
  files: ProcessFiles;
  /** Returns the present place of the data, among others. */
  hostStart: () => HostStart;
  listener: HostListener;
  /** It cannot be started, or ended three times in a row. A person has to decide. */
  onGivenUp(failure: HostFailure): void;
}

/** Keeps the host alive: starts it again after a crash, three times, each time after a longer wait. */
export class HostSupervisor {
  readonly #options: SupervisedHostOptions;
  readonly #policy = new RestartPolicy();
  #present: HostProcess | null = null;
  #running = quietly(Promise.withResolvers<HostProcess>());
  #timer: NodeJS.Timeout | undefined;
  #isWanted = false;
  #hasGivenUp = false;

  constructor(options: SupervisedHostOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isWanted = true;
    this.#policy.reset();
    if (this.#hasGivenUp) this.#running = quietly(Promise.withResolvers<HostProcess>());
    this.#hasGivenUp = false;
    this.#launch();
  }

  /** The host, once one runs. Rejects with a StudioError when no more is tried. */
  host(): Promise<HostProcess> {
    return this.#running.promise;
  }

  /** Ends it in order, whatever state it is in. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    await this.#present?.close();
  }

  #launch(): void {
    const startedAt = performance.now();
    const { files, hostStart, listener } = this.#options;
    const host = new HostProcess(files, hostStart(), listener);
    this.#present = host;
    host.ready.then(
      () => this.#running.resolve(host),
      () => undefined,
    );
    void host.exited.then(({ clean, detail, failure }) => {
      this.#present = null;
      listener.onActivity({ training: null, waiting: 0, work: [] });
      if (clean || !this.#isWanted) return this.#renew();
      listener.onLog('error', `The host ended: ${failure?.message ?? detail}`);
      // Trying again does not remove a cause that a person has to see to.
      const delay =
        failure !== null && failure.code !== 'internal'
          ? null
          : this.#policy.afterFailure(performance.now() - startedAt);
      if (delay === null) return this.#giveUp(failure ?? crashed(detail));
      this.#renew();
      this.#timer = setTimeout(() => this.#launch(), delay);
    });
  }

  /** Whoever asks from now on waits for the next one; whoever waits already goes on waiting. */
  #renew(): void {
    const next = quietly(Promise.withResolvers<HostProcess>());
    this.#running.resolve(next.promise);
    this.#running = next;
  }

  #giveUp(failure: HostFailure): void {
    this.#hasGivenUp = true;
    // A host that had started has kept its promise already: callers that ask from now on are to be refused.
    this.#renew();
    this.#running.reject(studioErrorOf(failure));
    this.#options.onGivenUp(failure);
  }
}

/** Whoever waits is told; where nobody waits, nothing is amiss. */
function quietly<T>(resolvers: PromiseWithResolvers<T>): PromiseWithResolvers<T> {
  resolvers.promise.catch(() => undefined);
  return resolvers;
}

const crashed = (detail: string): HostFailure => ({
  code: 'internal',
  message: 'The part of the studio that keeps your data ended three times in a row. What was saved is safe.',
  details: { reason: 'gave-up', detail },
});
