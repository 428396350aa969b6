/**
 * Compiles the AssemblyScript kernels to build/<variant>.wasm, once a variant, and writes build/kernel-calls.ts, by which they are
 * called. Runs at install time, in any Node from 20 on; does nothing when the sources have not changed.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportsReader, generateKernelCalls } from './generate-kernel-calls.mjs';
import { generateTiles } from './generate-tiles.mjs';
import { withVectorLoops } from './generate-vector-loops.mjs';
import { variants } from './variants.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const sourceFolder = path.join(folder, 'assembly');
const buildFolder = path.join(folder, 'build');

/** The text of each source file, with the loops of its formulas, by its path from `assembly`, with slashes. */
const sources = new Map();
for (const file of (await readdir(sourceFolder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort()) {
  const source = await readFile(path.join(sourceFolder, file), 'utf8');
  sources.set(file.split(path.sep).join('/'), withVectorLoops(source, file.includes(path.sep) ? '../' : './'));
}

/** A cell's kernels are a file by themselves, all of whose functions the module exports as it does those of index.ts. */
const entries = ['index.ts', ...[...sources.keys()].filter((file) => file.startsWith('cells/'))];

/** Everything that decides what comes out, so that an equal digest means an equal build. */
async function digestOfInputs() {
  const hash = createHash('sha256').update(createRequire(import.meta.url)('assemblyscript/package.json').version);
  for (const script of ['build.mjs', 'generate-kernel-calls.mjs', 'generate-tiles.mjs', 'variants.mjs']) {
    hash.update(await readFile(path.join(folder, script)));
  }
  for (const [name, text] of sources) hash.update(`\0${name}\0${text}`);
  return hash.digest('hex');
}

const callsFile = path.join(buildFolder, 'kernel-calls.ts');
const binaryFile = (name) => path.join(buildFolder, `${name}.wasm`);

/** Returns the functions that the module exports; see `exportsReader`. */
async function compile(asc, { name, features, tile, sharedMemory }) {
  const files = new Map([...sources, ['tiles.ts', generateTiles(tile)]]);
  const outputs = new Map();
  let functions = [];
  // -O1, not more: later passes of the compiler nest the tiles' sums into long dependent chains, at half the speed. V8 does the rest.
  const options = [...entries, '--outFile', 'out.wasm', '--runtime', 'stub', '--noAssert', '-O1'];
  const shared = sharedMemory ? ['--sharedMemory', '--maximumMemory', '65536'] : [];
  const memory = ['--importMemory', '--initialMemory', '2', ...shared];
  const { error, stderr } = await asc.main(
    [...options, ...memory, ...features.flatMap((feature) => ['--enable', feature])],
    {
      readFile: (file) => files.get(path.posix.normalize(file)) ?? null,
      writeFile: (file, contents) => void outputs.set(file, contents),
      listFiles: () => [],
      transforms: [exportsReader((exported) => (functions = exported))],
    },
  );
  if (error) throw new Error(`AssemblyScript could not compile the ${name} kernels:\n${stderr.toString()}`);
  await writeFile(binaryFile(name), outputs.get('out.wasm'));
  return functions;
}

const digest = await digestOfInputs();
const digestFile = path.join(buildFolder, 'digest');
const builtDigest = await readFile(digestFile, 'utf8').catch(() => null);
if (
  builtDigest !== digest ||
  ![callsFile, ...variants.map(({ name }) => binaryFile(name))].every((file) => existsSync(file))
) {
  await mkdir(buildFolder, { recursive: true });
  const { default: asc } = await import('assemblyscript/asc'); // takes a second, so only when needed
  for (const variant of variants) {
    const functions = await compile(asc, variant);
    await writeFile(callsFile, generateKernelCalls(functions)); // the same for every variant
  }
  await writeFile(digestFile, digest);
}
