import { copyIcons, copyMimeTypes } from 'app-builder-lib/out/targets/appimage/appLauncher.js';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builderConfig } from '../../tools/packaging/builder-config.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { linuxTargets, publisher } from './linux-targets.ts';

/** An AppImage whose program only says what it was started with, and the folder that its runtime would unpack, as the packager fills it. */
export interface StandInAppImage {
  file: string;
  folder: string;
  /** The arguments of each start are appended to it, a line for each start. */
  started: string;
}

/** `path`: of the AppImage, within a folder of its own. */
export async function standInAppImage(path: string): Promise<StandInAppImage> {
  const home = temporaryFolder();
  const folder = join(home, 'unpacked');
  mkdirSync(folder);
  writeFileSync(join(folder, 'kioku-studio.desktop'), (await linuxTargets()).appImageEntry);
  const icons = [256, 512].map((size) => ({
    size,
    file: join(projectFolder, `resources/icons/png/${size}x${size}.png`),
  }));
  const { fileAssociations, productName } = builderConfig({ packages: [], publisher, updates: null });
  const options = { icons, executableName: 'kioku-studio', productName, fileAssociations };
  await copyIcons({ stageDir: folder, options } as unknown as Parameters<typeof copyIcons>[0]);
  await copyMimeTypes(folder, options as unknown as Parameters<typeof copyMimeTypes>[1]);
  const [file, started] = [join(home, path), join(home, 'started')];
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "$@" >> '${started}'\n`, { mode: 0o755 });
  return { file, folder, started };
}
