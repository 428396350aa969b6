/**
 * Stands in for fpm, which electron-builder fetches: makes a Debian package of what it is told, with dpkg-deb. Takes the options that
 * electron-builder gives, each with a value but `--force`, and then `FROM=TO`.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const options = new Map<string, string[]>();
const files: string[] = [];
const words = process.argv.slice(2).filter((word) => word !== '--force');
for (let n = 0; n < words.length; n += 1) {
  const word = words[n] ?? '';
  if (!word.startsWith('-')) files.push(word);
  else options.set(word, [...(options.get(word) ?? []), words[(n += 1)] ?? '']);
}
const one = (name: string): string => options.get(name)?.[0] ?? '';

const root = mkdtempSync(join(tmpdir(), 'kioku-fpm-'));
chmodSync(root, 0o755);
for (const file of files) {
  const [from = '', to = ''] = file.split('=');
  const target = join(root, to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true });
  const found = statSync(target);
  if (found.isFile()) chmodSync(target, (found.mode & 0o100) === 0 ? 0o644 : 0o755);
}
const lines: Record<string, string> = {
  Package: one('--name'),
  Version: one('--version'),
  Architecture: one('--architecture'),
  Maintainer: one('--maintainer'),
  Depends: (options.get('-d') ?? []).join(', '),
  Recommends: (options.get('--deb-recommends') ?? []).join(', '),
  Section: one('--category'),
  Priority: one('--deb-priority'),
  Homepage: one('--url'),
  Description: one('--description'),
};
mkdirSync(join(root, 'DEBIAN'));
writeFileSync(
  join(root, 'DEBIAN/control'),
  Object.entries(lines)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join(''),
);
for (const [name, option] of [
  ['postinst', '--after-install'],
  ['postrm', '--after-remove'],
] as const) {
  cpSync(one(option), join(root, 'DEBIAN', name));
  chmodSync(join(root, 'DEBIAN', name), 0o755);
}
const args = ['--root-owner-group', '-Zxz', '-z0', '--build', root, one('--package')];
const { status } = spawnSync('dpkg-deb', args, { stdio: 'inherit' });
rmSync(root, { recursive: true, force: true });
process.exitCode = status ?? 1;
