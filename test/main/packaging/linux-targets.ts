import { Arch, build, Platform } from 'electron-builder';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builderConfig } from '../../tools/packaging/builder-config.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const publisher = { maintainer: 'Jo Doe <jo@example.org>', homepage: 'https://example.org/kioku' };

/** The plan of the packager for a folder, told just before it calls the tools that it fetches. */
export async function linuxTargets() {
  const output = temporaryFolder();
  const prepackaged = join(output, 'linux-unpacked');
  mkdirSync(join(prepackaged, 'resources'), { recursive: true });
  let packageArguments: string[] = [];
  let [desktopFile, fileTypes, appImageEntry] = ['', '', ''];
  const config = builderConfig({ packages: [], publisher, updates: null });
  await build({
    projectDir: projectFolder,
    prepackaged,
    config: { ...config, electronVersion: '45.4.1', directories: { ...config.directories, output } },
    targets: Platform.LINUX.createTarget(['AppImage', 'deb'], Arch.x64),
    publish: 'never',
    async effectiveOptionComputed(computed: [string[], string] | { desktop: string }) {
      if (Array.isArray(computed)) {
        packageArguments = computed[0];
        desktopFile = readFileSync(computed[1], 'utf8');
        const kinds =
          packageArguments.find((each) => each.endsWith('=/usr/share/mime/packages/kioku-studio.xml')) ?? '';
        fileTypes = readFileSync(kinds.slice(0, kinds.indexOf('=')), 'utf8');
      } else appImageEntry = computed.desktop;
      return true;
    },
  });
  return { packageArguments, desktopFile, fileTypes, appImageEntry };
}
