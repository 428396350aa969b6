import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createStream } from '../../../src-engine/random/stream.ts';
import { writeJapaneseSentences } from '../../../src-engine/samples/japanese-sentences.ts';
import { readSample } from '../../../src-main/datasets/sample-texts.ts';
import type { Studio } from '../../../src-main/cli/studio/studio.ts';
import { withStudio } from '../../../src-main/cli/studio/with-studio.ts';

export interface ImportSpeed {
  bytes: number;
  seconds: number;
  megabytesPerSecond: number;
  /** How much more memory all processes of the studio held at the worst moment than before; null: this system does not say. */
  residentGrowthBytes: number | null;
}

const fileBytes = 200e6;
const sampleIntervalMs = 10;
const SEED = 1;
/** One line in so many is Japanese: three bytes a character, and other paths through decoding and counting. */
const JAPANESE_SHARE = 5;

/** Imports a generated text of 200 MB, English and Japanese, as `kioku import` does: detected, decoded, counted by character, compressed, stored. */
export async function measureImportSpeed(): Promise<ImportSpeed> {
  const folder = await mkdtemp(join(tmpdir(), 'kioku-bench-'));
  try {
    const file = join(folder, 'text.txt');
    const bytes = await writeText(file);
    return await withStudio({ 'data-dir': join(folder, 'data') }, (studio) => measure(studio, file, bytes));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(studio: Studio, file: string, bytes: number): Promise<ImportSpeed> {
  // The engine's own start is not the import's.
  await studio.client.system.info();
  const before = await residentBytes();
  let peak = before;
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const now = await residentBytes();
      if (now !== null && peak !== null && now > peak) peak = now;
      await new Promise((resolve) => setTimeout(resolve, sampleIntervalMs));
    }
  };
  const watching = watch();
  const began = performance.now();
  const importId = await studio.stageFiles('text.txt', [{ path: 'text.txt', bytes, file }]);
  const updates = await studio.client.imports.run({ importId });
  while ((await updates.next()).done !== true) continue;
  const seconds = (performance.now() - began) / 1000;
  isOver = true;
  await watching;
  return {
    bytes,
    seconds,
    megabytesPerSecond: bytes / 1e6 / seconds,
    residentGrowthBytes: peak === null || before === null ? null : peak - before,
  };
}

async function writeText(file: string): Promise<number> {
  const english = (await readSample('moby-dick')).text.split('\n');
  const japanese = writeJapaneseSentences(50_000, SEED).split('\n');
  const random = createStream(SEED, 'bench-import', 0);
  const stream = createWriteStream(file);
  let written = 0;
  while (written < fileBytes) {
    const lines = Array.from({ length: 5000 }, () => {
      const source = random.below(JAPANESE_SHARE) === 0 ? japanese : english;
      return source[random.below(source.length)];
    });
    const part = Buffer.from(`${lines.join('\n')}\n`);
    written += part.length;
    if (!stream.write(part)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return written;
}

/** Memory of this process and its children, by what Linux tells; null elsewhere. */
async function residentBytes(): Promise<number | null> {
  try {
    const children = (await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')).trim().split(' ');
    let pages = 0;
    for (const pid of ['self', ...children.filter((child) => child !== '')]) {
      pages += Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]);
    }
    return pages * 4096;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
