import type { StudioSettings } from '../contract/records.ts';
import type { Store } from '../db/open-store.ts';

const defaults: StudioSettings = { threads: null };

/** What a person has chosen for the whole studio, kept in the database. */
export class Settings {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get(): StudioSettings {
    const stored = this.#store.settings.all();
    return { ...defaults, ...stored };
  }

  set(changes: { [Name in keyof StudioSettings]?: StudioSettings[Name] | undefined }): StudioSettings {
    this.#store.transaction(() => {
      for (const [name, value] of Object.entries(changes))
        if (value !== undefined) this.#store.settings.set(name, value);
    });
    return this.get();
  }
}
