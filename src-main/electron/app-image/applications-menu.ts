import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AppImage } from './app-image.ts';
import { appImageOfEntry, desktopEntryOf } from './desktop-entry.ts';

const iconsFolder = 'icons/hicolor';
/** By this name file managers look for the icon of the studio's files. */
const fileIcon = 'application-x-kioku.png';

/** A file of the AppImage, and its place under a person's data folder. */
interface Part {
  from: string;
  to: string;
}

/**
 * An AppImage's place in the applications' menu, with its icon, the type of the studio's files, and its links. Nothing of it is written unless a
 * person asks, and all of it can be taken back.
 */
export class ApplicationsMenu {
  readonly #image: AppImage;
  /** The entry's file, where a desktop keeps them. The windows of the program name this one. */
  readonly #entry: string;
  readonly #packagedEntry: string;
  readonly #warn: (text: string) => void;

  /** `warn`: a tool of the desktop has failed, which may then show changes only after the next login. */
  constructor(image: AppImage, warn: (text: string) => void) {
    this.#image = image;
    const name = readdirSync(image.folder).find((each) => each.endsWith('.desktop')) ?? 'kioku-studio.desktop';
    this.#packagedEntry = join(image.folder, name);
    this.#entry = join(image.dataHome, 'applications', name);
    this.#warn = warn;
  }

  /** True where an entry of ours is there, of whichever copy of the program. */
  get isListed(): boolean {
    return this.#listedFile() !== null;
  }

  /** Throws an Error in words for a person where somebody else's entry has the name, or a file cannot be written. */
  async add(): Promise<void> {
    if (existsSync(this.#entry) && !this.isListed)
      throw new Error(`${this.#entry} is there already, and is not of this program.`);
    for (const { from, to } of this.#parts()) {
      await mkdir(dirname(to), { recursive: true });
      await copyFile(from, to);
    }
    await mkdir(dirname(this.#entry), { recursive: true });
    await writeFile(this.#entry, this.#wantedEntry());
    await this.#tellDesktop();
  }

  async remove(): Promise<void> {
    if (!this.isListed) return;
    for (const file of [this.#entry, ...this.#parts().map(({ to }) => to)]) await rm(file, { force: true });
    await this.#tellDesktop();
  }

  /** Brings an entry up to date that is there: a newer version may be another file. One of a copy that is still there is left to that. */
  async follow(): Promise<void> {
    const listed = this.#listedFile();
    if (listed === null || (listed !== this.#image.file && existsSync(listed))) return;
    if (readFileSync(this.#entry, 'utf8') !== this.#wantedEntry()) await this.add();
  }

  #listedFile(): string | null {
    return existsSync(this.#entry) ? appImageOfEntry(readFileSync(this.#entry, 'utf8')) : null;
  }

  #wantedEntry(): string {
    return desktopEntryOf(readFileSync(this.#packagedEntry, 'utf8'), this.#image.file);
  }

  #parts(): Part[] {
    const share = join(this.#image.folder, 'usr/share');
    const copies = (folder: string, name: string, to = join(folder, name)): Part => ({
      from: join(share, folder, name),
      to: join(this.#image.dataHome, to),
    });
    const types = namesIn(join(share, 'mime/packages')).map((name) => copies('mime/packages', name));
    const icons = namesIn(join(share, iconsFolder)).flatMap((size) => {
      const folder = join(iconsFolder, size, 'apps');
      const ofType = join(iconsFolder, size, 'mimetypes', fileIcon);
      return namesIn(join(share, folder)).flatMap((name) => [copies(folder, name), copies(folder, name, ofType)]);
    });
    return [...types, ...icons];
  }

  /** A tool that is missing has nothing to bring up to date. */
  async #tellDesktop(): Promise<void> {
    const { dataHome } = this.#image;
    await this.#run('update-mime-database', join(dataHome, 'mime'));
    await this.#run('update-desktop-database', join(dataHome, 'applications'));
    await this.#run('xdg-icon-resource', 'forceupdate', '--mode', 'user');
  }

  #run(tool: string, ...args: string[]): Promise<void> {
    // The libraries that the AppImage brings are not for programs of the system.
    const env = { ...process.env, LD_LIBRARY_PATH: undefined };
    return new Promise((resolve) => {
      execFile(tool, args, { env }, (error) => {
        if (error !== null && error.code !== 'ENOENT') this.#warn(`${tool}: ${error.message}`);
        resolve();
      });
    });
  }
}

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
