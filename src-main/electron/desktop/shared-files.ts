import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import { mostSharedBytes } from '../../contract/shell-contract.ts';

/** APFS and ext4 allow no more for a name, in UTF-8. */
const mostNameBytes = 255;

/**
 * Files for the share menu of the system, which takes nothing but paths: each lies in a folder of its own in the temporary folder, under the
 * name that a person is to see. They stay until the program ends, since what they are shared with may read them long after the menu has closed.
 */
export class SharedFiles {
  readonly #folders: string[] = [];

  /** Returns the path. Throws `export-failed`. */
  async write(name: string, content: Blob): Promise<string> {
    if (content.size > mostSharedBytes) {
      const maximum = mostSharedBytes / 2 ** 20;
      const message = `The file was not shared: it has more than ${maximum} MB. Save it, and share it from its folder.`;
      throw new StudioError('export-failed', message, { reason: 'too-large-to-share', maximum });
    }
    try {
      const folder = await mkdtemp(join(tmpdir(), 'kioku-shared-'));
      this.#folders.push(folder);
      const file = join(folder, nameOnDisk(name));
      await writeFile(file, content.stream());
      return file;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const message = `The file was not shared: ${detail}. Save it, and share it from its folder.`;
      throw new StudioError('export-failed', message, { reason: 'not-shared', detail });
    }
  }

  removeAll(): void {
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

/** A name that a page has given, as that of a file which lies in no other folder, is not hidden, and is short enough for a disk. */
export function nameOnDisk(name: string): string {
  const plain = name
    .replaceAll(/[\s\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/^[ .]+/, '')
    .trim();
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z\d]{1,10})?$/su.exec(plain) ?? [];
  let short = stem;
  while (Buffer.byteLength(short + ending) > mostNameBytes) short = [...short].slice(0, -1).join('');
  return (short.trim() || 'Kioku Studio') + ending;
}
