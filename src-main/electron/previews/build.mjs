/**
 * `npm run build:previews -- --target linux-x64`: compiles what shows thumbnails of project files in a system's file manager, to
 * build/<platform>-<architecture>/. Without a target, for this machine. The exit code is 1 where that cannot be done.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { findCompiler, firstError } from '../../../src-engine/backends/native/compiler.mjs';
import { targets } from './targets.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: [`${process.platform}-${process.arch}`] },
    output: { type: 'string', default: fileURLToPath(new URL('build', import.meta.url)) },
  },
});
const sourceFolder = fileURLToPath(new URL('sources', import.meta.url));

/** Builds what a target has. Rejects with a sentence for people. */
async function build(name) {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is nothing; there is for ${Object.keys(targets).join(', ')}`);
  const compiler = await findCompiler(name, target);
  const folder = path.resolve(values.output, name);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(path.join(folder, 'work-'));
  try {
    for (const product of target.products) {
      await compile(compiler, product, work);
      // For an extension, which is a folder, all of that.
      const [made] = product.file.split('/');
      await rm(path.join(folder, made), { recursive: true, force: true });
      await rename(path.join(work, made), path.join(folder, made));
    }
    return `${path.relative(process.cwd(), folder)}: built with ${compiler.name}`;
  } catch (error) {
    throw new Error(`${compiler.name} failed: ${firstError(error)}`, { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function compile(compiler, product, folder) {
  const file = path.join(folder, product.file);
  await mkdir(path.dirname(file), { recursive: true });
  const sources = ['stored-thumbnail.cpp', ...product.sources].map((source) => path.join(sourceFolder, source));
  await compiler.compile([...product.flags, ...sources, ...(product.libraries ?? []), '-o', file]);
  if (product.infoPlist === undefined) return;
  await writeFile(path.join(path.dirname(file), '../Info.plist'), product.infoPlist);
  // Nobody's signature yet, which has to name the sandbox all the same: whoever has a certificate signs over it.
  const entitlements = path.join(sourceFolder, 'mac/extension.entitlements');
  await promisify(execFile)('codesign', [
    '--force',
    '--sign',
    '-',
    '--entitlements',
    entitlements,
    path.join(file, '../../..'),
  ]);
}

for (const name of values.target) {
  try {
    process.stdout.write(`${await build(name)}\n`);
  } catch (error) {
    process.stderr.write(`Thumbnails for ${name}: ${error.message}\n`);
    process.exitCode = 1;
  }
}
