import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requestOfLink } from '../../../src-main/electron/desktop/deep-links.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { linuxTargets, publisher } from './linux-targets.ts';

const isLinux = process.platform === 'linux';
if (!isLinux) console.log('Skipped: what is installed on Linux. The packager makes it there.');

test.runIf(isLinux)(
  'on Linux the studio is found in the menu, opens its files, and its window has its picture',
  async () => {
    const { packageArguments, desktopFile, fileTypes, appImageEntry } = await linuxTargets();
    const [, own = '', ...actions] = desktopFile.split(/^\[.*\]$/m);
    const entry = new Map(
      own
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(entry.get('Name')).toBe('Kioku Studio');
    expect(entry.get('Exec')).toMatch(/kioku-studio"? %U$/); // files come as addresses
    expect(entry.get('Icon')).toBe('kioku-studio');
    expect(entry.get('Comment[ja]')).toMatch(/学習/);
    expect(entry.get('MimeType')?.split(';')).toEqual(
      expect.arrayContaining(['application/x-kioku', 'text/plain', 'text/csv']),
    );
    // Its links, and what the menu of its icon offers, which are such links.
    expect(entry.get('MimeType')).toContain('x-scheme-handler/kioku');
    const links = actions.map((action) => /^Exec=kioku-studio (\S+)$/m.exec(action)?.[1] ?? '');
    expect(links.map((link) => requestOfLink(link)?.type)).toEqual(['go', 'go']);
    // By this name Electron's windows say to whom they belong.
    const { desktopName } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      desktopName: string;
    };
    expect(`${entry.get('StartupWMClass')}.desktop`).toBe(desktopName);
    expect(packageArguments).toContainEqual(expect.stringMatching(`=/usr/share/applications/${desktopName}$`));
    expect(packageArguments).toContainEqual(
      expect.stringMatching(/256x256\.png=\/usr\/share\/icons\/hicolor\/256x256\/apps\/kioku-studio\.png$/),
    );
    expect(fileTypes).toContain('<glob pattern="*.kioku"/>');
    const maintainer = packageArguments[packageArguments.indexOf('--maintainer') + 1];
    expect(maintainer).toBe(publisher.maintainer);

    // An AppImage is sandboxed wherever the system allows it.
    expect(appImageEntry).toContain('Exec=AppRun %U');
    expect(appImageEntry).not.toContain('no-sandbox');
  },
);
