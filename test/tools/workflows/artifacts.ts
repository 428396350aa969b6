import { cpSync, existsSync, globSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join, matchesGlob } from 'node:path';

/** The files that jobs leave for others, in a folder instead of on GitHub: each under its name, without the folders that it lay in. */
export class Artifacts {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Returns how many files were found. */
  keep({ name, path }: Record<string, unknown>, job: string): number {
    const files = String(path)
      .split('\n')
      .filter((pattern) => pattern !== '')
      .flatMap((pattern) => globSync(pattern, { cwd: job }));
    const target = join(this.#folder, String(name));
    mkdirSync(target, { recursive: true });
    for (const file of files) cpSync(join(job, file), join(target, basename(file)), { recursive: true });
    return files.length;
  }

  /** Returns how many files were brought. */
  bring({ name, pattern = name, path = '.' }: Record<string, unknown>, job: string): number {
    const found = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    const files = found
      .filter((each) => matchesGlob(each, String(pattern)))
      .flatMap((each) => readdirSync(join(this.#folder, each)).map((file) => join(this.#folder, each, file)));
    if (files.length > 0) mkdirSync(join(job, String(path)), { recursive: true });
    for (const file of files) cpSync(file, join(job, String(path), basename(file)), { recursive: true });
    return files.length;
  }
}
