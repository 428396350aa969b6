import { decode } from 'fast-png';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { isInstalled, run } from '../native/compiling.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFile, stored, thumbnails, wholeProject } from './project-files.ts';

const isWindows = process.platform === 'win32';
const compiler = isWindows ? 'g++' : 'x86_64-w64-mingw32-g++';
const canRun = process.arch === 'x64' && isInstalled(compiler) && (isWindows || isInstalled('wine'));
if (!canRun) console.log(`Skipped: the thumbnails of Windows. They take ${compiler}, and Windows or Wine.`);
const canInstall = canRun && !isWindows && spawnSync('makensis', ['-VERSION']).status === 0;
if (canRun && !canInstall)
  console.log('Skipped: how thumbnails are registered. It takes NSIS, and Wine, whose registry is nobody’s own.');

/** Wine's registry and disk, for these tests alone. */
const prefix = mkdtempSync(join(tmpdir(), 'kioku-wine-'));
const env = {
  ...process.env,
  LC_ALL: 'C.UTF-8', // names of files are read in it
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
  DISPLAY: '',
};
const inWindows = (program: string, ...words: string[]) =>
  isWindows ? run(program, words) : run('wine', [program, ...words], { env });

let library = '';
let client = '';

beforeAll(async () => {
  if (!canRun) return;
  const output = join(projectFolder, 'out/previews');
  mkdirSync(output, { recursive: true });
  const build = join(projectFolder, 'src-main/electron/previews/build.mjs');
  await run(process.execPath, [build, '--target', 'win32-x64', '--output', output]);
  library = join(output, 'win32-x64/kioku-thumbnails.dll');
  client = join(output, 'show-thumbnail.exe');
  const source = fileURLToPath(new URL('show-thumbnail.cpp', import.meta.url));
  const libraries = ['-lole32', '-lgdi32', '-luuid', '-lshlwapi'];
  await run(compiler, ['-std=c++17', '-municode', '-static', source, ...libraries, '-o', client]);
  if (!isWindows) await run('wineboot', ['--init'], { env });
}, 180_000);

afterAll(async () => {
  // Wine goes on for a while, and only that of these tests is ended.
  if (canRun && !isWindows) await run('wineserver', ['--kill'], { env }).catch(() => undefined);
  rmSync(prefix, { recursive: true, force: true, maxRetries: 5 });
});

/** Asks a handler for the thumbnail of a project, as Explorer does. */
async function shown(handler: string, project: Uint8Array, pixels: number) {
  const folder = temporaryFolder();
  const [path, picture] = [join(folder, '実験 1.kioku'), join(folder, 'picture')];
  writeFileSync(path, project);
  await inWindows(client, handler, path, String(pixels), picture);
  const bytes = readFileSync(picture);
  return { width: bytes.readUInt32LE(0), height: bytes.readUInt32LE(4), pixels: bytes.subarray(8) };
}

/** The pixels of a PNG as Windows has them: blue first, multiplied by their opacity. */
function windowsPixels(png: Uint8Array): Uint8Array {
  const { data } = decode(png);
  const pixels = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3];
    for (let channel = 0; channel < 3; channel++)
      pixels[at + channel] = Math.round((data[at + 2 - channel] * opacity) / 255);
    pixels[at + 3] = opacity;
  }
  return pixels;
}

const largestDifference = (one: Uint8Array, other: Uint8Array) =>
  one.reduce((largest, value, at) => Math.max(largest, Math.abs(value - other[at])), 0);

const [largest, , smallest] = [...thumbnails.values()];

test.runIf(canRun)(
  'Windows is given the picture of a project, pixel for pixel, or smaller where it wants that',
  async () => {
    const whole = await shown(library, wholeProject(), 1024);
    expect(whole).toMatchObject({ width: 512, height: 512 });
    // Multiplying by the opacity may be rounded otherwise.
    expect(largestDifference(whole.pixels, windowsPixels(largest))).toBeLessThanOrEqual(1);

    const small = await shown(library, wholeProject(), 128);
    expect(small).toMatchObject({ width: 128, height: 128 });
    const halved = windowsPixels(smallest);
    const meanDifference =
      small.pixels.reduce((sum, value, at) => sum + Math.abs(value - halved[at]), 0) / halved.length;
    expect(meanDifference).toBeLessThan(8);
  },
);

test.runIf(canRun)('a project without a picture, or with a wrong one, gets none', async () => {
  const [name] = [...thumbnails.keys()];
  for (const project of [projectFile([]), Buffer.alloc(0), projectFile([stored(name, largest.subarray(0, 300))])])
    await expect(shown(library, project, 256)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^GetThumbnail: 8/) as string,
    });
  // The shape of a picture, in which the picture itself is noise.
  const noise = Buffer.from(largest);
  noise.fill(0x55, 60, 3000);
  await expect(shown(library, projectFile([stored(name, noise)]), 256)).rejects.toMatchObject({ code: 1 });
});

test.runIf(canInstall)(
  'the installer registers what shows thumbnails, and the uninstaller takes all of it back',
  async () => {
    const folder = temporaryFolder();
    const include = join(projectFolder, 'resources/installer.nsh');
    const script = (action: string) => `
Unicode true
Target amd64-unicode
!include LogicLib.nsh
!define PRODUCT_NAME "Kioku Studio"
!define APP_EXECUTABLE_FILENAME "Kioku Studio.exe"
!include "${include}"
Name test
OutFile "${join(folder, action)}.exe"
RequestExecutionLevel user
SilentInstall silent
Section
  SetRegView 64
  ; Older versions of Wine find only the classes that all users have.
  SetShellVarContext all
  StrCpy $INSTDIR "C:\\Kioku Studio"
  !insertmacro ${action}
SectionEnd
`;
    for (const action of ['customInstall', 'customUnInstall']) {
      writeFileSync(join(folder, `${action}.nsi`), script(action));
      await run('makensis', ['-V2', '-WX', join(folder, `${action}.nsi`)]);
    }
    const registry = async () => {
      const file = join(folder, 'registry.reg');
      await inWindows('reg', 'export', 'HKLM\\Software\\Classes', file, '/y');
      return readFileSync(file, 'utf16le');
    };
    expect(await registry()).not.toMatch(/kioku|a3c7b2fa/i);

    // A package without the library registers none.
    await inWindows(join(folder, 'customInstall.exe'));
    expect(await registry()).not.toContain('a3c7b2fa');

    const installed = join(prefix, 'drive_c/Kioku Studio/resources/previews');
    mkdirSync(installed, { recursive: true });
    cpSync(library, join(installed, 'kioku-thumbnails.dll'));
    await inWindows(join(folder, 'customInstall.exe'));
    expect(await registry()).toMatch(/\.kioku\\ShellEx\\\{e357fccd-a995-4576-b01f-234630154e96\}/i);
    const { width } = await shown('registered', wholeProject(), 256);
    expect(width).toBe(256);

    await inWindows(join(folder, 'customUnInstall.exe'));
    expect(await registry()).not.toContain('a3c7b2fa');
    await expect(shown('registered', wholeProject(), 256)).rejects.toMatchObject({
      stdout: expect.stringContaining('CoCreateInstance') as string,
    });
  },
);
