/**
 * Compiles the native kernels to build/<platform>-<architecture>.node: two objects for each instruction set, the fastest kernels and the
 * portable ones, and one for what chooses between them, which is compiled for the processors that lack them all. Does nothing where the
 * addon is still what its sources and the compiler would make; where there is no compiler, one that its sources made is kept.
 *
 * At install time, with --optional, it says in one line what came of it and never fails: where there is no C++ compiler, the
 * WebAssembly kernels compute alone. Otherwise `--target` names what to build, and the exit code is 1 when that cannot be done.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCompiler, firstError } from './compiler.mjs';
import { targetNamed, targets } from './targets.mjs';

const values = readOptions();
const folder = path.dirname(fileURLToPath(import.meta.url));
const sourceFolder = path.join(folder, 'sources');
const buildFolder = path.resolve(values.output);
const host = `${process.platform}-${process.arch}`;

function readOptions() {
  try {
    return parseArgs({
      options: {
        target: { type: 'string', multiple: true },
        output: { type: 'string', default: fileURLToPath(new URL('build', import.meta.url)) },
        optional: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const usage = `npm run build:native [-- --target NAME …] builds the kernels of this machine, or of ${Object.keys(targets).join(', ')}.`;
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

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

/** Returns in a few words what was done. Rejects with a sentence for people. */
async function build(name) {
  const target = targets[name];
  const inputs = await digestOf([name, JSON.stringify(target)]);
  const known = await recordOf(name);
  const isCurrent = known?.inputs === inputs;
  const compiler = await findCompiler(name, target).catch((error) => {
    if (isCurrent) return null;
    throw error;
  });
  if (isCurrent && (compiler === null || known.compiler === sha256(compiler.version))) return 'are up to date';
  await mkdir(buildFolder, { recursive: true });
  const work = await mkdtemp(path.join(buildFolder, 'work-'));
  try {
    const unfinished = await compileInto(work, target, compiler);
    const record = { inputs, compiler: sha256(compiler.version), output: sha256(await readFile(unfinished)) };
    // A program that has loaded the old file keeps it.
    await rename(unfinished, path.join(buildFolder, `${name}.node`));
    await writeFile(path.join(buildFolder, `${name}.digest`), JSON.stringify(record));
    return `were built with ${compiler.name}`;
  } catch (error) {
    throw new Error(`${compiler.name} failed: ${firstError(error)}`, { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Returns the place of the addon. */
async function compileInto(work, target, compiler) {
  const flags = [...common, ...(target.flags ?? [])];
  const include = headersFolder();
  const compile = async (source, own, object) => {
    const output = path.join(work, object);
    await compiler.compile([...flags, ...own, '-c', path.join(sourceFolder, source), '-o', output]);
    return output;
  };
  const objects = await Promise.all([
    compile('addon.cpp', ['-O2', `-I${include}`], 'addon.o'),
    ...target.sets.map(({ name, flags }) => compile('kernels.cpp', [...kernelFlags, ...flags], `${name}.o`)),
    // Accelerate rounds as it likes.
    ...target.sets
      .filter(({ name }) => name !== 'accelerate')
      .map(({ name, flags }) => compile('kernels.cpp', [...kernelFlags, ...flags, '-DPORTABLE'], `${name}-portable.o`)),
  ]);
  const addon = path.join(work, 'addon.node');
  await compiler.compile([...(target.flags ?? []), '-shared', ...objects, ...target.link, '-o', addon]);
  return addon;
}

/** Returns the digests of what the addon was made of, by and into; null where it is not there, or is not what was made. */
async function recordOf(name) {
  try {
    const record = JSON.parse(await readFile(path.join(buildFolder, `${name}.digest`), 'utf8'));
    return record.output === sha256(await readFile(path.join(buildFolder, `${name}.node`))) ? record : null;
  } catch {
    return null;
  }
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
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

const reasonFile = path.join(buildFolder, 'reason.txt');

/** Leaves the reason where the program looks for it when it finds no addon. */
async function buildIfPossible(name) {
  try {
    if (!(name in targets)) throw new Error(`there are none for ${name}`);
    const done = await build(name);
    await rm(reasonFile, { force: true });
    console.log(`Native kernels: those for ${name} ${done}.`);
  } catch (error) {
    console.log(`Native kernels: none, WebAssembly computes alone (${error.message}).`);
    try {
      await rm(path.join(buildFolder, `${name}.node`), { force: true });
      await mkdir(buildFolder, { recursive: true });
      await writeFile(reasonFile, error.message);
    } catch {
      // Nothing can be built either where nothing can be written, and the program says so by itself.
    }
  }
}

async function buildTargets(wanted) {
  for (const each of wanted) {
    const name = targetNamed(each);
    try {
      if (name === null) throw new Error(`there is no such target; there are ${Object.keys(targets).join(', ')}`);
      const done = await build(name);
      if (name === host) await rm(reasonFile, { force: true });
      console.log(`${path.relative(process.cwd(), path.join(buildFolder, `${name}.node`))}: the kernels ${done}`);
    } catch (error) {
      console.error(`${each}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

if (values.optional) await buildIfPossible(host);
else await buildTargets(values.target ?? [host]);
