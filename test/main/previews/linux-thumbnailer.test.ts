import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { bytesOf, exportRun, trainTiny } from '../exports/export-files.ts';
import { partsOfArchive } from '../../tools/networks/parts-of-archive.ts';
import { isInstalled, run } from '../native/compiling.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { projectFile, stored, thumbnails, wholeProject } from './project-files.ts';

const previews = join(projectFolder, 'src-main/electron/previews');
const canBuild = process.platform === 'linux' && isInstalled('g++');
if (!canBuild) console.log('Skipped: the thumbnailer of Linux. It is built there, with g++.');
const [largest, middle, smallest] = [...thumbnails.keys()];

async function built(target = `linux-${process.arch}`): Promise<string> {
  const output = temporaryFolder();
  await run(process.execPath, [join(previews, 'build.mjs'), '--target', target, '--output', output]);
  return join(output, target, 'kioku-thumbnailer');
}

function written(name: string, content: Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

test.runIf(canBuild)('it takes the picture out of an exported run, as wide as a file manager asks for', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await trainTiny(host);
  const bundle = Buffer.from(await bytesOf(host, await exportRun(host, { runId, format: 'kioku' })));
  const parts = await partsOfArchive(bundle);
  const thumbnailer = await built();
  const path = written('a run.kioku', bundle);
  for (const [pixels, name] of [
    ['1024', largest],
    ['512', largest],
    ['256', middle],
    ['128', smallest],
    ['48', smallest],
  ]) {
    const picture = `${path}.png`;
    await run(thumbnailer, [path, picture, pixels]);
    expect(readFileSync(picture).equals(parts.get(name)!), pixels).toBe(true);
  }
  await expect(run(thumbnailer, [path, `${path}.png`, 'wide'])).rejects.toMatchObject({ code: 2 });
});

const sandbox = 'bwrap';
const hasSandbox = canBuild && spawnSync(sandbox, ['--ro-bind', '/', '/', 'true']).status === 0;
if (canBuild && !hasSandbox)
  console.log(
    'Skipped: the thumbnailer in a sandbox as GNOME has one. There is no bubblewrap here, or no user namespaces.',
  );

test.runIf(hasSandbox)(
  'it runs where GNOME lets thumbnailers see nothing but their own program and two files',
  async () => {
    const thumbnailer = await built();
    const path = written('run.kioku', wholeProject());
    const folder = temporaryFolder();
    // Without /usr too, since it needs no library.
    const walls = [
      '--unshare-all',
      '--die-with-parent',
      '--ro-bind',
      thumbnailer,
      '/thumbnailer',
      '--ro-bind',
      path,
      '/run.kioku',
    ];
    await run(sandbox, [
      ...walls,
      '--bind',
      folder,
      '/pictures',
      '/thumbnailer',
      '/run.kioku',
      '/pictures/run.png',
      '256',
    ]);
    expect(readFileSync(join(folder, 'run.png')).equals(thumbnails.get(middle)!)).toBe(true);
  },
);

const emulator = 'qemu-aarch64-static';
const hasArm = canBuild && process.arch !== 'arm64' && isInstalled(emulator) && isInstalled('aarch64-linux-gnu-g++');

test.runIf(hasArm)('it runs on Arm', async () => {
  const path = written('run.kioku', wholeProject());
  await run(emulator, [await built('linux-arm64'), path, `${path}.png`, '512']);
  expect(readFileSync(`${path}.png`).equals(thumbnails.get(largest)!)).toBe(true);
});

/** Builds what reads many files in one process, which ends at the first byte that is read where it must not be. */
async function sanitized(): Promise<string> {
  const program = join(temporaryFolder(), 'read-files');
  const sources = [
    fileURLToPath(new URL('read-files.cpp', import.meta.url)),
    join(previews, 'sources/stored-thumbnail.cpp'),
  ];
  const flags = ['-std=c++17', '-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
  await run('g++', [...flags, ...sources, '-o', program]);
  return program;
}

/** The thumbnails that are found in these files, by the files' names. */
async function thumbnailsIn(files: ReadonlyMap<string, Uint8Array>): Promise<Map<string, Buffer>> {
  const folder = join(temporaryFolder(), 'files');
  mkdirSync(folder);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  await run(
    await sanitized(),
    [...files.keys()].map((name) => join(folder, name)),
  );
  return new Map(
    globSync('*.png', { cwd: folder }).map((name) => [name.replace('.png', ''), readFileSync(join(folder, name))]),
  );
}

/** The smallest thumbnail, with which all that is hostile here is done. */
const png = thumbnails.get(smallest)!;

/** An archive in which a number stands in the central directory's entry of the thumbnail, `at` bytes from its beginning. */
function withDirectory(at: number, value: number, bytes: 2 | 4): Buffer {
  const archive = projectFile([stored(smallest, png)]);
  const entry = archive.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
  archive.writeUIntLE(value, entry + at, bytes);
  return archive;
}

function withEnd(at: number, value: number, bytes: 2 | 4): Buffer {
  const archive = projectFile([stored(smallest, png)]);
  archive.writeUIntLE(value, archive.length - 22 + at, bytes);
  return archive;
}

/** The head of a PNG, made to tell another width and no longer true to its checksum. */
function wide(width: number): Buffer {
  const picture = Buffer.from(png);
  picture.writeUInt32BE(width, 16);
  return picture;
}

test.runIf(canBuild)('of a file that is wrong anywhere on the way to its picture, none is shown', async () => {
  const whole = projectFile([stored(smallest, png)]);
  const zip64 = Buffer.from('PK\x06\x06', 'latin1');
  const locator = (place: bigint) => {
    const record = Buffer.alloc(20);
    record.write('PK\x06\x07', 'latin1');
    record.writeBigUInt64LE(place, 8);
    return record;
  };
  const longEnd = withEnd(16, 0xffffffff, 4).subarray(-22);
  const hostile: Record<string, Uint8Array> = {
    'nothing at all': Buffer.alloc(0),
    'one byte': Buffer.from('P'),
    'only an end': whole.subarray(-22),
    'no archive': png,
    'without a picture': projectFile([]),
    'cut in the list': whole.subarray(0, -30),
    'cut in the picture': Buffer.concat([whole.subarray(0, 200), whole.subarray(-120)]),
    'the name twice': projectFile([stored(smallest, png), stored(smallest, png)]),
    'a longer name': projectFile([stored(`${smallest}x`, png)]),
    'a folder before the name': projectFile([stored(`../${smallest}`, png)]),
    compressed: projectFile([{ name: smallest, content: png }]),
    'a compressed bomb': projectFile([{ name: smallest, content: Buffer.alloc(2 ** 24) }]),
    'said to be stored': projectFile([
      { name: smallest, content: png, stated: { method: 0, uncompressedSize: 2 ** 31 } },
    ]),
    encrypted: projectFile([stored(smallest, png, { flags: 0x801 })]),
    'another checksum': projectFile([stored(smallest, png, { crc32: 1 })]),
    'no bytes': projectFile([stored(smallest, Buffer.alloc(0))]),
    'no PNG': projectFile([stored(smallest, Buffer.alloc(1000))]),
    'larger than any picture': projectFile([stored(smallest, Buffer.concat([png, Buffer.alloc(2 ** 22)]))]),
    'a million pixels wide': projectFile([stored(smallest, wide(2 ** 20))]),
    'another size than its name': projectFile([stored(smallest, thumbnails.get(largest)!)]),
    'a size beyond the end': (() => {
      const archive = withDirectory(20, png.length + 10_000, 4);
      archive.writeUInt32LE(png.length + 10_000, archive.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
      return archive;
    })(),
    'content beyond the end': withDirectory(42, 0x7fffffff, 4),
    'content at the end of 32 bits': withDirectory(42, 0xffffffff, 4),
    'content that is the list': withDirectory(42, whole.length - 40, 4),
    'a name beyond the end': withDirectory(28, 0xffff, 2),
    'extras beyond the end': withDirectory(30, 0xffff, 2),
    'a list beyond the end': withEnd(16, whole.length, 4),
    'a list longer than all': withEnd(12, 0xfffffff0, 4),
    'more entries than are there': withEnd(10, 0xfffe, 2),
    'fewer entries than are there': withEnd(10, 1, 2),
    'a comment that is cut': withEnd(20, 100, 2),
    'a long list without its record': withEnd(16, 0xffffffff, 4),
    'a long list at the end of 64 bits': Buffer.concat([whole.subarray(0, -22), locator(2n ** 64n - 1n), longEnd]),
    'a long list in itself': Buffer.concat([whole.subarray(0, -22), locator(BigInt(whole.length - 22)), longEnd]),
    'a long list with numbers of 64 bits': Buffer.concat([
      whole.subarray(0, -22),
      Buffer.concat([zip64, Buffer.alloc(52, 0xff)]),
      locator(BigInt(whole.length - 22)),
      longEnd,
    ]),
  };
  const found = await thumbnailsIn(new Map([['whole', whole], ...Object.entries(hostile)]));
  expect([...found.keys()]).toEqual(['whole']);
  expect(found.get('whole')?.equals(png)).toBe(true);
});

test.runIf(canBuild)('archives with 64-bit numbers, comments and extras show their picture too', async () => {
  const whole = projectFile([stored(smallest, png)]);
  const list = whole.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(2n, 32);
  record.writeBigUInt64LE(BigInt(whole.length - 22 - list), 40);
  record.writeBigUInt64LE(BigInt(list), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(whole.length - 22), 8);
  const end = Buffer.from(whole.subarray(-22));
  end.fill(0xff, 8, 20);
  const comment = Buffer.from('PK\x05\x06 is how an end begins, which a comment may hold');
  const commented = Buffer.concat([whole, comment]);
  commented.writeUInt16LE(comment.length, whole.length - 2);
  const found = await thumbnailsIn(
    new Map([
      ['long', Buffer.concat([whole.subarray(0, -22), record, locator, end])],
      ['commented', commented],
    ]),
  );
  expect([...found.keys()].toSorted()).toEqual(['commented', 'long']);
  for (const picture of found.values()) expect(picture.equals(png)).toBe(true);
});

test.runIf(canBuild)(
  'of damaged files either the whole picture is shown or none, and nothing is read beyond them',
  async () => {
    const whole = projectFile([stored(smallest, png)]);
    const random = createStream(22, 'shuffle', 0);
    const records = whole.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const files = new Map<string, Uint8Array>();
    for (let n = 0; n < 3000; n++) {
      const damaged = Buffer.from(whole);
      // Most of the damage is done to the records, of which there is little.
      const place = () =>
        random.below(4) === 0 ? random.below(whole.length) : records + random.below(whole.length - records);
      for (let flips = 1 + random.below(3); flips > 0; flips--) damaged[place()] ^= 1 << random.below(8);
      if (random.below(3) === 0) damaged.writeUInt32LE(random.below(2 ** 32), Math.min(place(), whole.length - 4));
      files.set(`file-${n}`, random.below(5) === 0 ? damaged.subarray(0, place()) : damaged);
    }
    for (let n = 0; n < 200; n++)
      files.set(`noise-${n}`, Buffer.from(Array.from({ length: 200 }, () => random.below(256))));
    const found = await thumbnailsIn(files);
    expect(found.size).toBeGreaterThan(100);
    expect(found.size).toBeLessThan(2500);
    expect([...found.values()].filter((picture) => !picture.equals(png))).toEqual([]);
  },
);
