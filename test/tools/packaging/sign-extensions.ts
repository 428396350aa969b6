import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sign } from 'app-builder-lib/out/codeSign/macCodeSign.js';
import type { CustomMacSignOptions } from 'app-builder-lib';
import { projectFolder } from '../../../src-main/cli/project.ts';

const run = promisify(execFile);
const entitlements = join(projectFolder, 'src-main/electron/previews/sources/mac/extension.entitlements');

/**
 * Signs a Mac's program, and before it the extensions within, each of which has its own entitlements: electron-builder signs nothing in
 * Contents/PlugIns. It is electron-builder's `mac.sign`, which is called where there is a certificate.
 */
export async function signWithExtensions(options: CustomMacSignOptions): Promise<void> {
  await signExtensions(options);
  await sign(options);
}

/** Takes an extension away that cannot be signed, since it would spoil the program's own signature; project files then have the program's icon. */
export async function signExtensions({ app, identity, keychain }: CustomMacSignOptions): Promise<void> {
  const folder = join(app, 'Contents/PlugIns');
  const extensions = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.appex')) : [];
  for (const extension of extensions) {
    const path = join(folder, extension);
    const signature = ['--force', '--sign', identity ?? '-', '--timestamp', '--options', 'runtime'];
    const inKeychain = keychain === undefined ? [] : ['--keychain', keychain];
    try {
      await run('codesign', [...signature, ...inKeychain, '--entitlements', entitlements, path]);
    } catch (error) {
      rmSync(path, { recursive: true });
      process.stderr.write(`${extension} is left out, as it cannot be signed: ${String(error)}\n`);
    }
  }
}
