/**
 * `npm run build:previews -- --target linux-x64`: compiles what shows thumbnails of project files in a system's file manager, to
 * build/<platform>-<architecture>/. Without a target, for this machine. The exit code is 1 where that cannot be done.
 */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCompiler, firstError, run } from '../../../src-engine/backends/native/compiler.mjs';
import { targets } from './targets.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: [`${process.platform}-${process.arch}`] },
    output: { type: 'string', default: fileURLToPath(new URL('build', import.meta.url)) },
  },
});
const sourceFolder = fileURLToPath(new URL('sources', import.meta.url));

/** Rejects with a sentence for people. */
async function build(name) {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is none; there are ${Object.keys(targets).join(', ')}`);
  const { program } = await findCompiler(name, target);
  const folder = path.resolve(values.output, name);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(path.join(folder, 'work-'));
  try {
    const unfinished = path.join(work, target.file);
    const sources = ['stored-thumbnail.cpp', ...target.sources].map((source) => path.join(sourceFolder, source));
    await run(program, [...target.flags, ...sources, ...(target.libraries ?? []), '-o', unfinished]);
    await rename(unfinished, path.join(folder, target.file));
    return `${path.relative(process.cwd(), path.join(folder, target.file))}: built with ${program}`;
  } catch (error) {
    throw new Error(`${program} failed: ${firstError(error)}`, { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

for (const name of values.target) {
  try {
    process.stdout.write(`${await build(name)}\n`);
  } catch (error) {
    process.stderr.write(`Thumbnails for ${name}: ${error.message}\n`);
    process.exitCode = 1;
  }
}
