import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { shellChoices, updateFeed, type ShellChoices, type ShellSettings } from '../../contract/shell-contract.ts';
import { windowState, type WindowState } from '../window/window-state.ts';

/** All that the desktop program remembers by itself. The studio's data lies elsewhere, in the data folder. */
interface Remembered {
  settings: ShellChoices;
  /** Null until a person has chosen another address than the one that the program came with. */
  updates: { feed: string | null } | null;
  /** `null` means the usual place. */
  dataDir: string | null;
  /** The program in which exports are proved; null means the first that is found. */
  python: string | null;
  /** The version of this program under which the graphics failed again and again; null where they did not. */
  failedGraphics: string | null;
  window: WindowState | null;
  recentFiles: string[];
}

const remembered = z.object({
  settings: shellChoices,
  updates: z.object({ feed: updateFeed }).nullable(),
  dataDir: z.string().min(1).nullable(),
  python: z.string().min(1).nullable(),
  failedGraphics: z.string().nullable(),
  window: windowState.nullable(),
  recentFiles: z.array(z.string()),
});

const forgotten: Remembered = {
  settings: { language: null, theme: 'system', keepAwake: true, notifications: true },
  updates: null,
  dataDir: null,
  python: null,
  failedGraphics: null,
  window: null,
  recentFiles: [],
};

export const mostRecentFiles = 10;

/** A small file beside the window's own data. Parts of it that are missing or damaged are forgotten, and the rest is kept. */
export class SettingsFile {
  readonly #file: string;
  readonly #packagedFeed: string | null;
  readonly #onUnwritten: (error: unknown) => void;
  #remembered: Remembered;

  /** `packagedFeed` holds until another one is chosen. `onUnwritten`: something is remembered until the end only, since the disk is full or may not be written. */
  constructor(
    file: string,
    packagedFeed: string | null = null,
    onUnwritten: (error: unknown) => void = () => undefined,
  ) {
    this.#packagedFeed = packagedFeed;
    this.#file = file;
    this.#onUnwritten = onUnwritten;
    this.#remembered = read(file);
  }

  get settings(): ShellSettings {
    const { settings, updates, python } = this.#remembered;
    return { ...settings, python, updateFeed: updates === null ? this.#packagedFeed : updates.feed };
  }

  get dataDir(): string | null {
    return this.#remembered.dataDir;
  }

  get failedGraphics(): string | null {
    return this.#remembered.failedGraphics;
  }

  get window(): WindowState | null {
    return this.#remembered.window;
  }

  get recentFiles(): readonly string[] {
    return this.#remembered.recentFiles;
  }

  change(changes: { [Name in keyof ShellChoices]?: ShellChoices[Name] | undefined }): ShellSettings {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    this.#keep({ settings: { ...this.#remembered.settings, ...Object.fromEntries(given) } });
    return this.settings;
  }

  changeFeed(feed: string | null): void {
    this.#keep({ updates: { feed } });
  }

  /** Throws where it cannot be written, and then nothing has changed: data that nobody finds at the next start would be as good as lost. */
  moveData(dataDir: string): void {
    const before = this.#remembered;
    try {
      this.#write({ dataDir });
    } catch (error) {
      this.#remembered = before;
      throw error;
    }
  }

  choosePython(python: string | null): void {
    this.#keep({ python });
  }

  graphicsFailed(version: string): void {
    this.#keep({ failedGraphics: version });
  }

  placeWindow(window: WindowState): void {
    this.#keep({ window });
  }

  addRecentFiles(files: readonly string[]): void {
    const others = this.recentFiles.filter((file) => !files.includes(file));
    this.#keep({ recentFiles: [...files, ...others].slice(0, mostRecentFiles) });
  }

  forgetRecentFile(file: string): void {
    this.#keep({ recentFiles: this.recentFiles.filter((each) => each !== file) });
  }

  clearRecentFiles(): void {
    this.#keep({ recentFiles: [] });
  }

  #keep(changes: Partial<Remembered>): void {
    try {
      this.#write(changes);
    } catch (error) {
      this.#onUnwritten(error);
    }
  }

  /** Whole or not at all. */
  #write(changes: Partial<Remembered>): void {
    this.#remembered = { ...this.#remembered, ...changes };
    const unfinished = `${this.#file}.new`;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(unfinished, `${JSON.stringify(this.#remembered, null, 2)}\n`);
    renameSync(unfinished, this.#file);
  }
}

function read(file: string): Remembered {
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return forgotten;
  }
  const parts = z.record(z.string(), z.unknown()).safeParse(stored).data ?? {};
  const part = <Name extends keyof Remembered>(name: Name): Remembered[Name] => {
    const known = remembered.shape[name].safeParse(parts[name]);
    return known.success ? (known.data as Remembered[Name]) : forgotten[name];
  };
  return {
    settings: part('settings'),
    updates: part('updates'),
    dataDir: part('dataDir'),
    python: part('python'),
    failedGraphics: part('failedGraphics'),
    window: part('window'),
    recentFiles: part('recentFiles'),
  };
}
