import { extractAll, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { builtStudio } from '../../../src-main/cli/desktop/studio-build.ts';
import { formatBytes } from '../../../src-main/cli/formats.ts';
import { builderConfig } from '../../tools/packaging/builder-config.ts';
import { hasAppleTeam } from '../../tools/packaging/apple-team.ts';
import { sizesOfParts } from '../../tools/packaging/package-parts.ts';
import { publisherOf } from '../../tools/packaging/publisher.ts';
import { signUpdateLists } from '../../tools/packaging/sign-update-lists.ts';
import { updatesOf } from '../../tools/packaging/update-keys.ts';
import { readUpdateSource } from '../../../src-main/electron/settings/update-source.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { placeholderElectron } from './placeholder-electron.ts';

const MOST_BYTES = 60e6;
const run = promisify(execFile);
const isLinux = process.platform === 'linux';
if (!isLinux) console.log('Skipped: the package. The placeholder for Electron looks as Electron does on Linux.');

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const updates = { feed: 'https://example.org/kioku', publicKey };
const publisher = { maintainer: 'Jo Doe <jo@example.org>', homepage: 'https://example.org/kioku' };

test('the settings are such as electron-builder’s own schema allows', async () => {
  const logger = new DebugLogger(false);
  const config = builderConfig({ packages: [], publisher, updates: null });
  await validateConfiguration(config, logger);
  await validateConfiguration(builderConfig({ packages: [], publisher: null, updates }), logger);
  const misspelt = { ...config, asarUnpacked: [] };
  await expect(validateConfiguration(misspelt, logger)).rejects.toThrow(/asarUnpacked/);
});

test('files of a release are named such that GitHub leaves their names alone, by which lists of versions and checksums find them', () => {
  const { artifactName, portable, productName } = builderConfig({ packages: [], publisher, updates });
  for (const pattern of [artifactName, portable?.artifactName])
    expect(pattern?.replaceAll('${productName}', productName ?? '').replaceAll(/\$\{\w+\}/g, 'x')).toMatch(/^[\w.-]+$/);
});

test('libraries without a team’s name are let in only where there is no team', () => {
  const entitlements = (isOfTeam: boolean) => {
    const { mac } = builderConfig({ packages: [], publisher: null, updates: null, hasAppleTeam: isOfTeam });
    expect(mac?.entitlementsInherit).toBe(mac?.entitlements);
    return readFileSync(join(projectFolder, mac?.entitlements ?? ''), 'utf8');
  };
  expect(entitlements(true)).not.toContain('disable-library-validation');
  expect(entitlements(false)).toContain('disable-library-validation');
  expect(hasAppleTeam({})).toBe(false);
  expect(hasAppleTeam({ CSC_LINK: 'self-made.p12', CSC_NAME: 'My own certificate' })).toBe(false);
  expect(hasAppleTeam({ CSC_NAME: 'Jo Doe (ABCDE12345)' })).toBe(true);
  expect(hasAppleTeam({ CSC_LINK: 'apple.p12', APPLE_API_KEY: 'key.p8' })).toBe(true);
});

test('the programs of all processes can lie in the archive, and then only what systems load does not', () => {
  const outside = (programsInArchive: boolean) =>
    builderConfig({ packages: [], publisher: null, updates: null, programsInArchive }).asarUnpack ?? [];
  expect(outside(false)).toContain('node_modules/**');
  expect(outside(true)).toEqual([expect.stringContaining('native'), expect.stringContaining('better-sqlite3')]);
});

test('a Debian package names those who make it, and is not made where they do not say who they are', () => {
  const { maintainer: KIOKU_MAINTAINER, homepage: KIOKU_HOMEPAGE } = publisher;
  expect(publisherOf({ KIOKU_MAINTAINER, KIOKU_HOMEPAGE })).toEqual(publisher);
  expect(builderConfig({ packages: [], publisher, updates: null })).toMatchObject({
    extraMetadata: { homepage: KIOKU_HOMEPAGE },
    linux: { maintainer: KIOKU_MAINTAINER, target: [{ target: 'AppImage' }, { target: 'deb' }] },
  });
  expect(publisherOf({})).toBeNull();
  const nameless = builderConfig({ packages: [], publisher: null, updates: null });
  expect(nameless.linux?.target).toMatchObject([{ target: 'AppImage' }]);
  expect(JSON.stringify(nameless)).not.toMatch(/maintainer|homepage|@\w+\./);
  expect(() => publisherOf({ KIOKU_MAINTAINER })).toThrow('KIOKU_HOMEPAGE');
  expect(() => publisherOf({ KIOKU_HOMEPAGE })).toThrow('KIOKU_MAINTAINER');
  expect(() => publisherOf({ KIOKU_MAINTAINER: 'Jo Doe', KIOKU_HOMEPAGE })).toThrow('Name <address@example.org>');
});

test('programs are told of newer versions where there is a place for these, and find what they need to fetch one in any case', () => {
  const KIOKU_UPDATE_FEED = updates.feed;
  const KIOKU_UPDATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(updatesOf({ KIOKU_UPDATE_KEY })).toBeNull();
  expect(updatesOf({ KIOKU_UPDATE_FEED, KIOKU_UPDATE_KEY })?.publicKey.equals(publicKey)).toBe(true);
  expect(() => updatesOf({ KIOKU_UPDATE_FEED: 'http://example.org', KIOKU_UPDATE_KEY })).toThrow('KIOKU_UPDATE_FEED');
  expect(() => updatesOf({ KIOKU_UPDATE_FEED })).toThrow('KIOKU_UPDATE_KEY');
  expect(() => updatesOf({ KIOKU_UPDATE_FEED, KIOKU_UPDATE_KEY: '/no/such/file' })).toThrow('KIOKU_UPDATE_KEY');
  expect(builderConfig({ packages: [], publisher: null, updates: null }).publish).toBeNull();
  const config = builderConfig({ packages: [], publisher: null, updates });
  expect(config.publish).toEqual({ provider: 'generic', url: updates.feed });

  const manifest = join(temporaryFolder(), 'package.json');
  expect(readUpdateSource(manifest)).toEqual({ feed: null, publicKey: null });
  writeFileSync(manifest, JSON.stringify(config.extraMetadata));
  const source = readUpdateSource(manifest);
  expect(source.feed).toBe(updates.feed);
  expect(source.publicKey?.equals(publicKey)).toBe(true);
});

test('a list of versions is signed only where the files beside it are those that it names', async () => {
  const folder = temporaryFolder();
  const program = Buffer.from('a newer studio');
  const sha512 = createHash('sha512').update(program).digest('base64');
  const list = `version: 2.0.0\nfiles:\n  - url: Kioku%20Studio-2.0.0.AppImage\n    sha512: ${sha512}\n    size: 14\n`;
  writeFileSync(join(folder, 'latest-linux.yml'), list);
  await expect(signUpdateLists(folder, privateKey)).rejects.toThrow(/cannot be read/);
  writeFileSync(join(folder, 'Kioku Studio-2.0.0.AppImage'), 'another studio');
  await expect(signUpdateLists(folder, privateKey)).rejects.toThrow(/another file/);
  expect(readdirSync(folder)).not.toContain('latest-linux.yml.sig');
  writeFileSync(join(folder, 'Kioku Studio-2.0.0.AppImage'), program);
  const [signature = ''] = await signUpdateLists(folder, privateKey);
  expect(verify(null, Buffer.from(list), publicKey, Buffer.from(readFileSync(signature, 'utf8'), 'base64'))).toBe(true);
});

test.runIf(isLinux)(
  'the package holds what the program needs and nothing else, and what is in it does the main job',
  async () => {
    const out = join(await builtStudio(), '..');
    await run(process.execPath, ['src-renderer/standalone/build.mjs'], { cwd: projectFolder });
    const output = temporaryFolder();
    const packaging = ['test/tools/packaging/package.ts', '--dir', '--electron', placeholderElectron()];
    await run(process.execPath, [...packaging, '--output', output], { cwd: projectFolder });
    const [folder = ''] = readdirSync(output).filter((name) => name.endsWith('-unpacked'));
    const asar = join(output, folder, 'resources/app.asar');
    const files = listPackage(asar, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => !('files' in statFile(asar, path)));

    // What electron-updater asks for before it downloads anything.
    expect(readFileSync(join(output, folder, 'resources/app-update.yml'), 'utf8')).toMatch(/^updaterCacheDirName: \S/m);

    // All of what was built, and beside it only packages.
    const built = ['main', 'preload', 'renderer'].flatMap((part) =>
      readdirSync(join(out, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length).replace(/^\//, '')),
    );
    const own = files.filter((path) => !path.startsWith('node_modules/'));
    expect(own.toSorted()).toEqual(['LICENSE', 'out/page/template.html', 'package.json', ...built].toSorted());
    // The words beside an exported TensorFlow.js model go with it.
    const unwanted = files.filter((path) => !path.startsWith('out/main/tfjs-project/'));
    expect(unwanted.filter((path) => /\.(map|ts|md|h|cc|cpp|gyp)$/.test(path))).toEqual([]);

    // Packages: those that the lock file does not mark as needed for development only.
    const lock = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const packages = new Set(
      files.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
    );
    expect([...packages].filter((path) => lock.packages[path] === undefined || lock.packages[path].dev)).toEqual([]);
    const direct = [...packages].map((path) => path.replace('node_modules/', ''));
    expect(direct).toEqual(expect.arrayContaining(['better-sqlite3', 'zod', 'yauzl', 'onnxruntime-web']));
    for (const bundled of ['vue', 'chart.js', 'reka-ui', 'electron', 'typescript', 'protobufjs'])
      expect(direct).not.toContain(bundled);

    const natives = files.filter((path) => path.endsWith('.node'));
    const target = `${process.platform}-${process.arch}.node`;
    const ownKernels = existsSync(join(projectFolder, 'src-engine/backends/native/build', target));
    expect(natives.toSorted()).toEqual([
      `node_modules/better-sqlite3/prebuilds/${target}`,
      ...(ownKernels ? [`out/main/native/${target}`] : []),
    ]);

    // Within the archive, whose content Electron checks, is what it starts by itself; on the disk lies what other processes and threads load.
    const within = files.filter((path) => !existsSync(join(`${asar}.unpacked`, path)));
    expect(within.filter((path) => !/^out\/(renderer|main\/pictures)\//.test(path)).toSorted()).toEqual([
      'LICENSE',
      'out/main/main.js',
      'out/preload/preload.cjs',
      'package.json',
    ]);

    const bytes = sizeOf(join(output, folder, 'resources'));
    const parts = sizesOfParts(files.map((path) => ({ path, bytes: sizeInArchive(asar, path) })));
    console.log(
      [
        `The package without Electron: ${formatBytes(bytes)}, ${files.length} files, ${packages.size} packages`,
        ...parts.map((part) => `  ${part.name}: ${formatBytes(part.bytes)}`),
      ].join('\n'),
    );
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(parts.filter((part) => part.bytes > part.mostBytes)).toEqual([]);
    // The list of what is in the archive, and a file or two beside it, are all that belongs to no part.
    expect(bytes - parts.reduce((sum, part) => sum + part.bytes, 0)).toBeLessThan(2 ** 20);

    const fuses = await getCurrentFuseWire(join(output, folder, 'kioku-studio'));
    const names = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
    const isOn = (name: keyof typeof FuseV1Options) => fuses[FuseV1Options[name]] === FuseState.ENABLE;
    // All that there are: a new one is to be decided on.
    expect(Object.fromEntries(names.map((name) => [name, isOn(name as keyof typeof FuseV1Options)]))).toEqual({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      GrantFileProtocolExtraPrivileges: false,
      LoadBrowserProcessSpecificV8Snapshot: false,
      OnlyLoadAppFromAsar: true,
      EnableEmbeddedAsarIntegrityValidation: true,
      EnableCookieEncryption: false,
      WasmTrapHandlers: true,
    });

    // Far from this folder, where no other packages are found than those that came along. Folders stand for the archive, as Electron shows
    // it to the main process; the other processes get what lies beside it and nothing else.
    const home = temporaryFolder();
    const installed = join(home, 'app.asar');
    extractAll(asar, installed);
    cpSync(`${asar}.unpacked`, `${installed}.unpacked`, { recursive: true });
    expect(await failedImports(join(`${installed}.unpacked`, 'out/main'))).toEqual([]);
    const program = fileURLToPath(new URL('../electron/run-bundles.ts', import.meta.url));
    const { stdout } = await run(process.execPath, [program, join(installed, 'out'), home], {
      env: { ...process.env, KIOKU_DATA_DIR: join(home, 'data') },
    });
    const job = JSON.parse(stdout.split('\n')[0] ?? '') as { variant: string; programs: string[] };
    expect(job).toMatchObject({ state: 'finished', verdicts: ['passed', expect.stringMatching(/passed|not-run/)] });
    expect(job.variant).toMatch(/^(native-[a-z0-9]+|revectorized|relaxed|baseline)$/);
    const onDisk = (names: string[]) => names.map((name) => join(`${installed}.unpacked`, 'out/main', name));
    expect([...new Set(job.programs)].toSorted()).toEqual(onDisk(['engine.js', 'formats.js', 'host.js']));
  },
);

const importedNames = /\b(?:from|import\(|import|require\()\s*["'](@?[a-z][\w./-]*)["']/g;

/** Imports every package that the programs in a folder name, from beside them, and says which could not be and why. */
async function failedImports(programs: string): Promise<string[]> {
  const named = readdirSync(programs)
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => [...readFileSync(join(programs, name), 'utf8').matchAll(importedNames)])
    .map(([, name = '']) => name);
  const { dependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const isPackage = (name: string) => Object.keys(dependencies).some((each) => `${name}/`.startsWith(`${each}/`));
  const packages = [...new Set(named)].filter(isPackage);
  const imports = packages.map((name) => `await import('${name}').catch(({ message }) => failed.push(message));`);
  const program = join(programs, 'import-all.js');
  writeFileSync(program, ['const failed = [];', ...imports, 'console.log(JSON.stringify(failed));'].join('\n'));
  const { stdout } = await run(process.execPath, [program]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as string[];
}

function sizeInArchive(asar: string, path: string): number {
  const found = statFile(asar, path);
  return 'size' in found ? found.size : 0;
}

function sizeOf(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
