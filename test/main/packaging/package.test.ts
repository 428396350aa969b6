import { extractAll, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { builtStudio } from '../../../src-main/cli/desktop/studio-build.ts';
import { formatBytes } from '../../../src-main/cli/formats.ts';
import { builderConfig } from '../../../src-main/cli/packaging/builder-config.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { placeholderElectron } from './placeholder-electron.ts';

const MOST_BYTES = 60 * 2 ** 20;
const run = promisify(execFile);
const isLinux = process.platform === 'linux';
if (!isLinux) console.log('Skipped: the package. The placeholder for Electron looks as Electron does on Linux.');

test('the settings are such as electron-builder’s own schema allows', async () => {
  const logger = new DebugLogger(false);
  await validateConfiguration(builderConfig([]), logger);
  const misspelt = { ...builderConfig([]), asarUnpacked: [] };
  await expect(validateConfiguration(misspelt, logger)).rejects.toThrow(/asarUnpacked/);
});

test.runIf(isLinux)(
  'the package holds what the program needs and nothing else, and what is in it does the main job',
  { timeout: 300_000 },
  async () => {
    const out = join(await builtStudio(), '..');
    await run(process.execPath, ['src-renderer/standalone/build.mjs'], { cwd: projectFolder });
    const output = temporaryFolder();
    const packaging = ['src-main/cli/packaging/package.ts', '--dir', '--electron', placeholderElectron()];
    await run(process.execPath, [...packaging, '--output', output], { cwd: projectFolder });
    const [folder = ''] = readdirSync(output).filter((name) => name.endsWith('-unpacked'));
    const asar = join(output, folder, 'resources/app.asar');
    const files = listPackage(asar, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => !('files' in statFile(asar, path)));

    // All of what was built, and beside it only packages.
    const built = ['main', 'preload', 'renderer'].flatMap((part) =>
      readdirSync(join(out, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length).replace(/^\//, '')),
    );
    const own = files.filter((path) => !path.startsWith('node_modules/'));
    expect(own.toSorted()).toEqual(['LICENSE', 'out/page/template.html', 'package.json', ...built].toSorted());
    expect(files.filter((path) => /\.(map|ts|md|h|cc|cpp|gyp)$/.test(path))).toEqual([]);

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

    // What is loaded as it lies on the disk lies on the disk, for this system only.
    const loose = files.filter((path) => /\.(node|wasm)$/.test(path));
    expect(loose.filter((path) => path.endsWith('.node'))).toEqual([
      `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
    ]);
    for (const path of loose) expect(existsSync(join(`${asar}.unpacked`, path))).toBe(true);

    const bytes = sizeOf(join(output, folder, 'resources'));
    console.log(
      `The package without Electron: ${formatBytes(bytes)}, ${files.length} files, ${packages.size} packages`,
    );
    expect(bytes).toBeLessThan(MOST_BYTES);

    const fuses = await getCurrentFuseWire(join(output, folder, 'kioku-studio'));
    const state = (fuse: FuseV1Options) => fuses[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      cookies: state(FuseV1Options.EnableCookieEncryption),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      fileProtocol: false,
      onlyAsar: true,
      integrity: true,
      cookies: true,
    });

    // Far from this folder, where no other packages are found than those that came along.
    const home = temporaryFolder();
    const installed = join(home, 'app');
    extractAll(asar, installed);
    const program = fileURLToPath(new URL('../electron/run-bundles.ts', import.meta.url));
    const { stdout } = await run(process.execPath, [program, join(installed, 'out'), home], {
      env: { ...process.env, KIOKU_DATA_DIR: join(home, 'data') },
    });
    const job = JSON.parse(stdout.split('\n')[0] ?? '') as Record<string, unknown>;
    expect(job).toMatchObject({ state: 'finished', verdicts: ['passed'] });
    expect(job['variant']).toMatch(/^(revectorized|relaxed|baseline)$/);
  },
);

function sizeOf(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
