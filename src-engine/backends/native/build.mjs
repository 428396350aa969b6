/**
 * Compiles the native kernels to build/<platform>-<architecture>.node: two objects for each instruction set, the fastest kernels and the
 * portable ones, and one for what chooses between them, which is compiled for the processors that lack them all. Does nothing when nothing has changed since.
 *
 * At install time, with --optional, it says in one line what came of it and never fails: where there is no C++ compiler, the
 * WebAssembly kernels compute alone. Otherwise `--target` names what to build, and the exit code is 1 when that cannot be done.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCompiler, firstError, run } from './compiler.mjs';
import { targetNamed, targets } from './targets.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    output: { type: 'string', default: fileURLToPath(new URL('build', import.meta.url)) },
    optional: { type: 'boolean', default: false },
  },
});
const folder = path.dirname(fileURLToPath(import.meta.url));
const sourceFolder = path.join(folder, 'sources');
const buildFolder = path.resolve(values.output);
const host = `${process.platform}-${process.arch}`;

/** Vectors wider than the base instruction set are passed between functions that are all inlined, so their calling convention is moot. */
const common = [
  '-std=c++17',
  '-fPIC',
  '-fvisibility=hidden',
  '-fno-exceptions',
  '-fno-rtti',
  '-Wall',
  '-Wextra',
  '-Wno-psabi',
];
/** Products and sums are rounded as they are written; see vector.h. */
const kernelFlags = ['-O3', '-ffp-contract=off', '-fno-math-errno', '-Wno-maybe-uninitialized'];

/** Rejects with a sentence for people. */
async function build(name) {
  const target = targets[name];
  const compiler = await findCompiler(name, target);
  const include = headersFolder();
  const digest = await digestOf([name, JSON.stringify(target), compiler.version]);
  const file = path.join(buildFolder, `${name}.node`);
  const digestFile = path.join(buildFolder, `${name}.digest`);
  if (existsSync(file) && (await readFile(digestFile, 'utf8').catch(() => null)) === digest) return compiler;
  await mkdir(buildFolder, { recursive: true });
  const work = await mkdtemp(path.join(buildFolder, 'work-'));
  try {
    const flags = [...common, ...(target.flags ?? [])];
    const compile = async (source, own, object) => {
      const output = path.join(work, object);
      await run(compiler.program, [...flags, ...own, '-c', path.join(sourceFolder, source), '-o', output]);
      return output;
    };
    const objects = await Promise.all([
      compile('addon.cpp', ['-O2', `-I${include}`], 'addon.o'),
      ...target.sets.map(({ name, flags }) => compile('kernels.cpp', [...kernelFlags, ...flags], `${name}.o`)),
      // Accelerate rounds as it likes.
      ...target.sets
        .filter(({ name }) => name !== 'accelerate')
        .map(({ name, flags }) =>
          compile('kernels.cpp', [...kernelFlags, ...flags, '-DPORTABLE'], `${name}-portable.o`),
        ),
    ]);
    const unfinished = path.join(work, 'addon.node');
    await run(compiler.program, [...(target.flags ?? []), '-shared', ...objects, ...target.link, '-o', unfinished]);
    // A program that has loaded the old file keeps it.
    await rename(unfinished, file);
    await writeFile(digestFile, digest);
    return compiler;
  } catch (error) {
    throw new Error(`${compiler.program} failed: ${firstError(error)}`, { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function headersFolder() {
  try {
    return path.join(path.dirname(fileURLToPath(import.meta.resolve('node-api-headers/package.json'))), 'include');
  } catch {
    throw new Error('the package node-api-headers is missing');
  }
}

/** Hashes everything that decides what comes out. */
async function digestOf(facts) {
  const hash = createHash('sha256').update(JSON.stringify([...facts, common, kernelFlags]));
  const files = (await readdir(sourceFolder, { recursive: true })).filter((file) => path.extname(file) !== '').sort();
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(path.join(sourceFolder, file)));
  return hash.digest('hex');
}

/** Leaves the reason where the program looks for it when it finds no addon. */
async function buildIfPossible(name) {
  const reasonFile = path.join(buildFolder, 'reason.txt');
  await mkdir(buildFolder, { recursive: true });
  try {
    if (!(name in targets)) throw new Error(`there are none for ${name}`);
    const { program } = await build(name);
    await rm(reasonFile, { force: true });
    console.log(`Native kernels: built for ${name} with ${program}.`);
  } catch (error) {
    await rm(path.join(buildFolder, `${name}.node`), { force: true });
    await writeFile(reasonFile, error.message);
    console.log(`Native kernels: none, WebAssembly computes alone (${error.message}).`);
  }
}

if (values.optional) await buildIfPossible(host);
else {
  for (const wanted of values.target ?? [host]) {
    const name = targetNamed(wanted);
    try {
      if (name === null) throw new Error(`there is no such target; there are ${Object.keys(targets).join(', ')}`);
      const { program } = await build(name);
      console.log(`${path.relative(process.cwd(), path.join(buildFolder, `${name}.node`))}: built with ${program}`);
    } catch (error) {
      console.error(`${wanted}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}
