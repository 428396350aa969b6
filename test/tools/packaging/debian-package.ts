import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The programs that judge a Debian package and what it tells the desktop. */
export const debianTools = ['dpkg-deb', 'lintian', 'desktop-file-validate', 'appstreamcli'];

/** The tags that lintian has for every program that brings its own Chromium, or is no part of Debian; each with the reason why it stays. */
const accepted: Readonly<Record<string, string>> = {
  'dir-or-file-in-opt': 'Programs that are no part of Debian lie in /opt.',
  'embedded-library': 'Electron is linked with its own libraries.',
  'unstripped-binary-or-object': 'Electron is delivered so.',
  'statically-linked-binary': 'Electron’s crash handler is linked so.',
  'file-in-unusual-dir': 'Programs that are no part of Debian lie in /opt.',
  'copyright-without-copyright-notice': 'The licence has one, “Copyright (c)”, and none in Debian’s own format.',
  'no-changelog': 'The releases are told in release-notes.md.',
  'command-with-path-in-maintainer-script': 'electron-builder’s script looks first whether it is there.',
  'maintainer-script-ignores-errors':
    'electron-builder’s scripts go on where a step fails, so that the package can be removed in any case.',
  'postrm-removes-alternative': 'electron-builder’s script removes the link of what has been deleted.',
  'shared-library-lacks-prerequisites': 'SQLite and the kernels find Node’s symbols in the program that loads them.',
  'library-not-linked-against-libc': 'SQLite and the kernels find Node’s symbols in the program that loads them.',
  'sharedobject-in-library-directory-missing-soname': 'They are addons, which nothing is linked with.',
  'missing-depends-on-sensible-utils': 'A comment of a dependency names the program.',
  'unpack-message-for-deb-data': 'The archive is packed with xz.',
  'setuid-binary': 'Chromium’s sandbox needs it where the kernel has no user namespaces.',
  'arch-dependent-file-not-in-arch-specific-directory': 'Programs that are no part of Debian lie in /opt.',
};

/** Runs a program. Returns what it said where it found a fault, else null. */
function judge(program: string, args: readonly string[]): string | null {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? null : `${program} ${args.at(-1) ?? ''}: ${error?.message ?? `${stdout}${stderr}`.trim()}`;
}

/** Errors and warnings but those that are accepted. */
function faultsByLintian(file: string): string[] {
  const { stdout, stderr, error } = spawnSync('lintian', ['--allow-root', '--tag-display-limit', '0', file], {
    encoding: 'utf8',
  });
  const tags = stdout.split('\n').filter((line) => /^[EW]: /.test(line));
  const faults = tags.filter((line) => accepted[/^[EW]: [^:]+: (\S+)/.exec(line)?.[1] ?? ''] === undefined);
  // Its output there is about itself; it gives 1 or 2 where it could not judge, which the lines of that say.
  return error !== undefined || /^(error|cannot|usage)/im.test(stderr)
    ? [`lintian: ${error?.message ?? stderr}`, ...faults]
    : faults;
}

/** The paths in a Debian package. */
export function filesOfPackage(file: string): string[] {
  const { stdout } = spawnSync('dpkg-deb', ['--contents', file], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(line.indexOf('./') + 1).replace(/ -> .*$/, ''));
}

/** The faults that Debian's own tools find in a package: of its form, its entry in the menu and what software centres show. */
export function faultsOfPackage(file: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kioku-deb-'));
  try {
    const unpacked = judge('dpkg-deb', ['--extract', file, folder]);
    if (unpacked !== null) return [unpacked];
    const entries = globSync('usr/share/applications/*.desktop', { cwd: folder });
    const metainfo = join(folder, 'usr/share/metainfo/studio.kioku.desktop.metainfo.xml');
    return [
      ...(entries.length === 1 ? [] : ['There is not one entry for the menu.']),
      ...(existsSync(metainfo) ? [] : ['There is nothing for software centres.']),
      judge(
        'desktop-file-validate',
        entries.map((entry) => join(folder, entry)),
      ),
      judge('appstreamcli', ['validate', '--no-net', metainfo]),
      ...faultsByLintian(file),
    ].filter((fault) => fault !== null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
