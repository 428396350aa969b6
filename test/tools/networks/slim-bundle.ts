import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import {
  manifestPath,
  metricsPaths,
  parseManifest,
  tensorPath,
  writeManifest,
  type BundleCheckpoint,
} from '../../../src-main/exports/bundle/bundle-manifest.ts';
import { partsOfArchive } from './parts-of-archive.ts';

/** The same for every making, since an archive's dates would be its only difference. */
const MTIME = new Date(Date.UTC(2026, 0, 1));
/** Loss curves need no more points. */
const STEP_LINES = 1000;

/**
 * Writes a bundle as one that comes along with the studio: of its checkpoints the last and those of `keptSteps`, and of these no
 * optimizer, so that a training that goes on begins with an empty one; one line of the steps' metrics for several;
 * neither its text nor looks at updates and gates; for any number of threads.
 */
export async function slimBundle(from: string, to: string, keptSteps: readonly number[]): Promise<void> {
  const parts = await partsOfArchive(readFileSync(from));
  const manifest = parseManifest(required(parts, manifestPath).toString());
  const last = manifest.checkpoints.at(-1);
  const kept = manifest.checkpoints
    .filter((each) => each === last || keptSteps.includes(each.progress.step))
    .map(withoutOptimizer);
  if (kept.length !== keptSteps.length + 1)
    throw new Error(`Not every checkpoint of ${keptSteps.join(', ')} is there.`);
  const zip = new ZipFile();
  const add = (path: string, content: Buffer, compress = true) =>
    zip.addBuffer(content, path, { mtime: MTIME, mode: 0o100644, compress });
  const train = { ...manifest.run.train, threads: null };
  add(manifestPath, Buffer.from(writeManifest({ ...manifest, run: { ...manifest.run, train }, checkpoints: kept })));
  add(metricsPaths.steps, thinLines(required(parts, metricsPaths.steps)));
  add(metricsPaths.epochs, required(parts, metricsPaths.epochs));
  add(metricsPaths.events, required(parts, metricsPaths.events));
  const hashes = new Set(kept.flatMap(({ tensors }) => tensors.map(({ sha256 }) => sha256)));
  for (const hash of hashes) add(tensorPath(hash), required(parts, tensorPath(hash)), false);
  zip.end();
  await pipeline(Readable.from(zip.outputStream), createWriteStream(to));
}

/** Recurrent states stay, because a training that goes on within an epoch needs them; they are small. */
function withoutOptimizer({ progress, tensors, ...rest }: BundleCheckpoint): BundleCheckpoint {
  return {
    ...rest,
    progress: { ...progress, optimizerSince: progress.step },
    tensors: tensors.filter(({ name }) => /^(parameter|state)\//.test(name)),
  };
}

/** Returns evenly spaced lines, the last one included. */
function thinLines(content: Buffer): Buffer {
  const lines = content.toString().trimEnd().split('\n');
  const every = Math.ceil(lines.length / STEP_LINES);
  const kept = lines.filter((_, index) => (lines.length - 1 - index) % every === 0);
  return Buffer.from(kept.map((line) => `${line}\n`).join(''));
}

function required(parts: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const part = parts.get(path);
  if (part === undefined) throw new Error(`The bundle lacks ${path}.`);
  return part;
}
