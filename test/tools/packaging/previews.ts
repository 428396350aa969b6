import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../src-main/cli/project.ts';

const folder = join(projectFolder, 'src-main/electron/previews');
const thumbnailer = 'kioku-studio.thumbnailer';

/** Compiles what shows thumbnails of project files in file managers. Returns false where no compiler can: there they have the program's icon. */
export function buildPreviews(target: string): boolean {
  const { status } = spawnSync(process.execPath, [join(folder, 'build.mjs'), '--target', target], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}

/** Debian's names of processors, and Node's. */
const processors: Readonly<Record<string, string>> = { amd64: 'x64', arm64: 'arm64' };

/**
 * Gives a Debian package the thumbnailer of its processor, which electron-builder's settings cannot choose. It is for electron-builder, which
 * calls it with the words that fpm is to get, and with other things for other packages; it always answers that the package is to be made.
 */
export function addThumbnailer(computed: unknown): Promise<false> {
  const [words] = Array.isArray(computed) ? (computed as unknown[]) : [];
  if (Array.isArray(words)) {
    const processor = processors[String(words[words.indexOf('--architecture') + 1])];
    const program = join(folder, 'build', `linux-${processor}`, 'kioku-thumbnailer');
    if (processor !== undefined && existsSync(program)) {
      words.push(
        // GNOME's sandbox for thumbnailers sees /usr, and nothing of /opt.
        `${program}=/usr/libexec/kioku-studio/kioku-thumbnailer`,
        `${projectFolder}/resources/linux/${thumbnailer}=/usr/share/thumbnailers/${thumbnailer}`,
      );
    }
  }
  return Promise.resolve(false);
}
