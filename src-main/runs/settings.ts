import type { StudioSettings } from '../contract/settings-records.ts';
import type { Store } from '../db/open-store.ts';

const usual: Omit<StudioSettings, 'resumeAfterRestart'> = {
  threads: null,
  httpApi: false,
  httpApiPort: 5861,
  nightsOnly: false,
  nightHours: { from: '22:00', to: '06:00', timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
};

export type SettingsStart = Pick<StudioSettings, 'resumeAfterRestart'>;

/** The person's settings for the whole studio, kept in the database. */
export class Settings {
  readonly #store: Store;
  readonly #defaults: StudioSettings;
  readonly #listeners: (() => void)[] = [];

  /** `start` holds what is chosen as long as the person has not. */
  constructor(store: Store, start: SettingsStart) {
    this.#store = store;
    this.#defaults = { ...usual, ...start };
  }

  get(): StudioSettings {
    const stored = this.#store.settings.all();
    return { ...this.#defaults, ...stored };
  }

  set(changes: { [Name in keyof StudioSettings]?: StudioSettings[Name] | undefined }): StudioSettings {
    this.#store.transaction(() => {
      for (const [name, value] of Object.entries(changes))
        if (value !== undefined) this.#store.settings.set(name, value);
    });
    for (const listener of this.#listeners) listener();
    return this.get();
  }

  /** Calls after every change. */
  subscribe(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
