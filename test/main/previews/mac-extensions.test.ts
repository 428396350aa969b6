import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { projectFolder, projectVersion } from '../../../src-main/cli/project.ts';
import { builderConfig } from '../../tools/packaging/builder-config.ts';
import { signExtensions } from '../../tools/packaging/sign-extensions.ts';
import { isInstalled } from '../native/compiling.ts';
import { temporaryFolder } from '../temporary-folder.ts';

interface Extension {
  name: string;
  source: string;
  principalClass: string;
}

const previews = join(projectFolder, 'src-main/electron/previews');
/** It is read by Node where packages are made, and has no types. */
const { extensions, infoPlist } = (await import(pathToFileURL(join(previews, 'mac-extensions.mjs')).href)) as {
  extensions: readonly Extension[];
  infoPlist(extension: Extension): string;
};
const entitlements = join(previews, 'sources/mac/extension.entitlements');
const config = builderConfig({ packages: [], publisher: null, updates: null });

const hasPython = isInstalled('python3');
if (!hasPython)
  console.log('Skipped: what the extensions of macOS say of themselves. Python reads that, and is not here.');
const hasShell = process.platform !== 'win32';
if (!hasShell)
  console.log('Skipped: how extensions are signed. The stand-in for Apple’s program is a script of a shell.');

/** A property list, as Python reads it. */
function readPlist(text: string): Record<string, unknown> {
  const program = 'import json, plistlib, sys; json.dump(plistlib.loads(sys.stdin.buffer.read()), sys.stdout)';
  const { stdout, stderr } = spawnSync('python3', ['-c', program], { input: text, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test.runIf(hasPython)('each extension is the program’s own, for its files, and names a class that there is', () => {
  const [{ UTTypeIdentifier: contentType }] = (
    config.mac?.extendInfo as { UTExportedTypeDeclarations: [{ UTTypeIdentifier: string }] }
  ).UTExportedTypeDeclarations;
  const points = extensions.map((extension) => {
    const said = readPlist(infoPlist(extension));
    expect(said).toMatchObject({
      CFBundleExecutable: extension.name,
      CFBundleIdentifier: `${config.appId}.${extension.name}`,
      CFBundlePackageType: 'XPC!',
      CFBundleVersion: projectVersion(),
    });
    const { NSExtension } = said as {
      NSExtension: Record<string, string> & { NSExtensionAttributes: Record<string, unknown> };
    };
    expect(NSExtension.NSExtensionAttributes['QLSupportedContentTypes']).toEqual([contentType]);
    const source = readFileSync(join(previews, 'sources', extension.source), 'utf8');
    expect(source).toContain(`@implementation ${NSExtension['NSExtensionPrincipalClass']}\n`);
    return NSExtension['NSExtensionPointIdentifier'];
  });
  expect(points).toEqual(['com.apple.quicklook.thumbnail', 'com.apple.quicklook.preview']);
  expect(readPlist(readFileSync(entitlements, 'utf8'))).toMatchObject({ 'com.apple.security.app-sandbox': true });
});

/** A program with two extensions, and a stand-in for Apple's `codesign` that notes what it is told and signs but one of them. */
function unsignedProgram() {
  const [app, tools] = [temporaryFolder(), temporaryFolder()];
  const folder = join(app, 'Contents/PlugIns');
  for (const name of ['KiokuPreview.appex', 'KiokuThumbnails.appex', 'notes.txt'])
    mkdirSync(join(folder, name), { recursive: true });
  const log = join(tools, 'log');
  writeFileSync(log, '');
  const codesign = join(tools, 'codesign');
  writeFileSync(codesign, `#!/bin/sh\necho "$@" >> '${log}'\ncase "$*" in *Preview*) exit 1;; esac\n`);
  chmodSync(codesign, 0o755);
  vi.stubEnv('PATH', `${tools}${delimiter}${process.env['PATH']}`);
  return { app, folder, told: () => readFileSync(log, 'utf8').trim().split('\n') };
}

test.runIf(hasShell)('extensions are signed with their own entitlements, and left out where that fails', async () => {
  const { app, folder, told } = unsignedProgram();
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await signExtensions({ app, identity: 'ABCDEF', keychain: '/tmp/keys.keychain' });
    expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^KiokuPreview\.appex is left out/));
  } finally {
    said.mockRestore();
    vi.unstubAllEnvs();
  }
  expect(told().map((line) => line.split(' ').at(-1))).toEqual(
    ['KiokuPreview.appex', 'KiokuThumbnails.appex'].map((name) => join(folder, name)),
  );
  expect(told()[1]).toContain(`--entitlements ${entitlements}`);
  expect(told()[1]).toContain('--sign ABCDEF --timestamp --options runtime --keychain /tmp/keys.keychain');
  expect(readdirSync(folder).toSorted()).toEqual(['KiokuThumbnails.appex', 'notes.txt']);
});
