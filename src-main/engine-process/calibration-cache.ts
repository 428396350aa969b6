import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import type { KernelChoice } from '../../src-engine/backends/wasm/calibrate.ts';
import { registeredBackends } from '../../src-engine/spec/backends.ts';
import { cacheFolder } from './cache-folder.ts';

/** Remembers which kernels this machine runs best; anything else about the file, and that it cannot be had, costs a calibration. */
export interface CalibrationCache {
  /** `null` means that there is none for this machine, runtime and build. */
  read(): Promise<KernelChoice | null>;
  write(choice: KernelChoice): Promise<void>;
}

/** Opens it in a file of the system's folder for what can be made again. `builds`: all that there are of the kernels. */
export function openCalibrationCache(
  builds: readonly Uint8Array[],
  file: string = join(cacheFolder(), 'calibration.json'),
): CalibrationCache {
  const fingerprint = fingerprintOf(builds);
  return {
    async read() {
      try {
        const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
        return isStored(stored) && stored.fingerprint === fingerprint ? stored.choice : null;
      } catch {
        return null;
      }
    },
    async write(choice) {
      const unfinished = `${file}.${randomUUID()}`;
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(unfinished, JSON.stringify({ fingerprint, choice }));
        await rename(unfinished, file);
      } catch {
        // The next engine calibrates again.
      }
    },
  };
}

/** Hashes everything that decides how fast, and how, the kernels compute. */
function fingerprintOf(builds: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(JSON.stringify([cpus()[0]?.model, process.arch, process.versions]));
  for (const build of builds) hash.update(`\0${build.length}\0`).update(build);
  return hash.digest('hex');
}

function isStored(value: unknown): value is { fingerprint: string; choice: KernelChoice } {
  const isRecord = (candidate: unknown): candidate is Record<string, unknown> =>
    typeof candidate === 'object' && candidate !== null;
  if (!isRecord(value) || !isRecord(value['choice'])) return false;
  const { variant, portableVariant, gigaflops, resultDigest } = value['choice'];
  const isKnown = (name: unknown) => registeredBackends[0].variants.some((known) => known === name);
  return (
    isKnown(variant) && isKnown(portableVariant) && typeof gigaflops === 'number' && typeof resultDigest === 'number'
  );
}
