import { Arch, build, Platform } from 'electron-builder';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { projectFolder, projectVersion } from '../../../src-main/cli/project.ts';
import { builderConfig } from '../../tools/packaging/builder-config.ts';
import { addThumbnailer, buildPreviews } from '../../tools/packaging/previews.ts';
import { debianTools, faultsOfPackage, filesOfPackage } from '../../tools/packaging/debian-package.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { placeholderElectron } from './placeholder-electron.ts';

/** The placeholder is a file of bytes. */
const ofPlaceholder = 'executable-not-elf-or-script [opt/Kioku Studio/kioku-studio]';

const missing = [...debianTools, 'g++'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0)
  console.log(`Skipped: the Debian package, which ${missing.join(', ')} make and judge. They are not here.`);

const publisher = { maintainer: 'Jo Doe <jo@example.org>', homepage: 'https://example.org/kioku' };

/** A Debian package of the placeholder for Electron, by way of electron-builder and a stand-in for fpm. */
async function debianPackage(): Promise<string> {
  const output = temporaryFolder();
  const fpm = join(output, 'fpm');
  const standIn = fileURLToPath(new URL('fpm-by-dpkg.ts', import.meta.url));
  writeFileSync(fpm, `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$@"\n`, { mode: 0o755 });
  vi.stubEnv('CUSTOM_FPM_PATH', fpm);
  const app = temporaryFolder();
  mkdirSync(join(app, 'out/main'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...manifest, dependencies: {}, devDependencies: {} }));
  writeFileSync(join(app, 'out/main/main.js'), 'export {};\n');
  const config = builderConfig({ packages: [], publisher, updates: null, electronDist: placeholderElectron() });
  const resources = { buildResources: join(projectFolder, 'resources'), output };
  const icon = join(projectFolder, 'resources/icons/png');
  const [made = ''] = await build({
    projectDir: app,
    config: {
      ...config,
      electronVersion: '45.4.1',
      directories: resources,
      files: ['package.json', 'out/**'],
      extraResources: [],
      linux: { ...config.linux, icon },
    },
    targets: Platform.LINUX.createTarget(['deb'], Arch.x64),
    publish: 'never',
    effectiveOptionComputed: addThumbnailer,
  });
  vi.unstubAllEnvs();
  return made;
}

test.runIf(missing.length === 0)(
  'Debian’s own tools find no fault in the package, its entry in the menu and what software centres show',
  async () => {
    expect(buildPreviews('linux-x64')).toBe(true);
    const file = await debianPackage();
    // A release on GitHub would turn any other character of a name into a dot, and lists of versions and checksums name files.
    expect(basename(file)).toMatch(/^[\w.-]+$/);
    const files = filesOfPackage(file);
    for (const path of [
      '/opt/Kioku Studio/kioku-studio',
      '/opt/Kioku Studio/resources/app.asar',
      '/usr/share/applications/kioku-studio.desktop',
      '/usr/share/metainfo/studio.kioku.desktop.metainfo.xml',
      '/usr/share/mime/packages/kioku-studio.xml',
      '/usr/share/icons/hicolor/256x256/apps/kioku-studio.png',
      '/usr/share/icons/hicolor/256x256/mimetypes/application-x-kioku.png',
      '/usr/share/doc/kioku-studio/copyright',
      '/usr/share/thumbnailers/kioku-studio.thumbnailer',
    ])
      expect(files).toContain(path);
    // What file managers are told to start is there, for files of the type that the package brings.
    const thumbnailer = readFileSync(join(projectFolder, 'resources/linux/kioku-studio.thumbnailer'), 'utf8');
    expect(files).toContain(/^Exec=(\S+) %i %o %s$/m.exec(thumbnailer)?.[1]);
    expect(thumbnailer).toMatch(/^MimeType=application\/x-kioku;$/m);
    expect(faultsOfPackage(file)).toEqual([expect.stringContaining(ofPlaceholder)]);

    // They would find one.
    const broken = join(temporaryFolder(), 'broken.deb');
    writeFileSync(broken, 'no package');
    expect(faultsOfPackage(broken)).toEqual([expect.stringContaining('dpkg-deb')]);
  },
);

test('software centres are told of this version', () => {
  const metainfo = readFileSync(join(projectFolder, 'resources/linux/studio.kioku.desktop.metainfo.xml'), 'utf8');
  expect(/<release version="([^"]+)"/.exec(metainfo)?.[1]).toBe(projectVersion());
});
