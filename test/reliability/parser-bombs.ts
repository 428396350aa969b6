import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, constants } from 'node:zlib';
import { Dataset, File, ready } from 'h5wasm';
import { OnnxGraph } from '../../src-engine/interchange/onnx/onnx-graph.ts';
import { toBytes } from '../../src-engine/interchange/onnx/protobuf.ts';
import { FormatProcesses } from '../../src-main/exports/processes/format-processes.ts';
import type { FormatConnection } from '../../src-main/exports/processes/format-task.ts';
import { residentBytes } from '../../src-main/exports/processes/resident-memory.ts';
import { spawnFormatChild } from '../../src-main/format-process/spawn-format-child.ts';
import type { Host } from '../../src-main/host/host.ts';

const mebibyte = 2 ** 20;

/** A file that is made to do harm, and what is to be said of it. */
interface Bomb {
  name: string;
  content: () => Promise<Uint8Array> | Uint8Array;
  words: RegExp;
}

export interface BombReport {
  name: string;
  bytes: number;
  message: string;
  faults: string[];
  /** Calls that the host has answered meanwhile. */
  answered: number;
  hostGrowthBytes: number;
}

/** `unpackedBytes`: what archives unpack to; each of them, packed, is a two hundredth of that. */
export async function throwBombs(host: Host, unpackedBytes: number): Promise<BombReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kioku-bombs-'));
  try {
    const reports: BombReport[] = [];
    for (const bomb of bombs(unpackedBytes)) reports.push(await throwBomb(host, folder, bomb));
    return reports;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a hostile ONNX file as an export is run to be checked, and tells the most memory that any process of it held. */
export async function runHostileOnnx(
  extent: number,
): Promise<{ message: string; mostBytes: number; limitBytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'kioku-bombs-'));
  const path = join(folder, 'bomb.onnx');
  const content = hostileOnnx(extent);
  writeFileSync(path, content);
  const limitBytes = 700 * mebibyte;
  const limits = { memoryBytes: limitBytes, timeMs: 600_000 };
  let pid: number | null = null;
  const spawn = (memoryBytes: number): FormatConnection => {
    const connection = spawnFormatChild(memoryBytes);
    connection.onStart((started) => (pid = started));
    return connection;
  };
  const formats = new FormatProcesses(spawn, () => limits);
  let mostBytes = 0;
  const watch = setInterval(() => {
    if (pid !== null) void residentBytes(pid).then((held) => (mostBytes = Math.max(mostBytes, held ?? 0)));
  }, 20);
  try {
    const task = { type: 'run', format: 'onnx', path, bytes: content.length, inputs: [] } as const;
    const message = await formats.perform({ ...task, inputs: [] }, new AbortController().signal).then(
      () => 'It was run.',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    return { message, mostBytes, limitBytes };
  } finally {
    clearInterval(watch);
    await formats.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function throwBomb({ client, stageFiles }: Host, folder: string, bomb: Bomb): Promise<BombReport> {
  const content = await bomb.content();
  const file = join(folder, bomb.name);
  writeFileSync(file, content);
  const importId = stageFiles(bomb.name, [{ path: bomb.name, bytes: content.length, file }]);
  const before = process.memoryUsage.rss();
  let most = before;
  let answered = 0;
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      await client.datasets.list();
      answered++;
      most = Math.max(most, process.memoryUsage.rss());
      await new Promise(setImmediate);
    }
  };
  const asking = ask();
  const looked = bomb.name.endsWith('.zip')
    ? client.imports.inspect({ importId })
    : client.modelImports.inspect({ importId });
  const message = await looked.then(
    () => 'It was taken.',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  isOver = true;
  await asking;
  const faults: string[] = [];
  if (!bomb.words.test(message)) faults.push(`It says: ${message}`);
  if (answered === 0) faults.push('The host answered nothing meanwhile.');
  if (most - before > 200 * mebibyte) faults.push(`The host grew by ${Math.round((most - before) / mebibyte)} MB.`);
  return { name: bomb.name, bytes: content.length, message, faults, answered, hostGrowthBytes: most - before };
}

function bombs(unpackedBytes: number): Bomb[] {
  return [
    // Many small tensors hide nothing: what an archive states is added up before anything is unpacked.
    { name: 'large.pt', content: () => torchFile(4e9), words: /unpacks to 3\.7 GB of weights|claims to hold/ },
    {
      name: 'moderate.pt',
      content: () => torchFile(unpackedBytes),
      words: /was ended: it took more than \d+ MB|claims to hold/,
    },
    { name: 'bomb.zip', content: () => zip([zeros('a.txt', 2 ** 31)]), words: /claims to hold \d+ times/ },
    { name: 'bomb.kioku', content: () => zip([zeros('manifest.json', 2 ** 31)]), words: /claims to hold \d+ times/ },
    { name: 'names.zip', content: () => longNames(400), words: /names that are far too long/ },
    { name: 'names.kioku', content: () => longNames(400), words: /names that are far too long/ },
    { name: 'dimensions.h5', content: hostileHdf5, words: /claims to hold far more than it is large|is damaged/ },
    { name: 'nested.safetensors', content: () => nestedHeader(30 * mebibyte), words: /header is not a JSON object/ },
    { name: 'shape.safetensors', content: hostileShape, words: /another size than its shape asks for/ },
  ];
}

interface Entry {
  name: string;
  packed: Buffer;
  size: number;
  sum: number;
}

/** Zeros, packed: deflated by the mebibyte, of which the pieces can be put one after the other. */
function zeros(name: string, size: number): Entry {
  const piece = Buffer.alloc(mebibyte);
  const packed = deflateRawSync(piece, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const count = Math.ceil(size / mebibyte);
  const end = deflateRawSync(Buffer.alloc(0));
  let sum = 0;
  for (let n = 0; n < count; n++) sum = crc32(piece, sum);
  return { name, packed: Buffer.concat([...Array<Buffer>(count).fill(packed), end]), size: count * mebibyte, sum };
}

/** An archive of small files whose names alone fill the memory of whoever lists them: 60 KB each. */
function longNames(count: number): Buffer {
  const filling = 'n'.repeat(60_000);
  return zip(Array.from({ length: count }, (_, n) => plain(`${filling}${n}.txt`, Buffer.from('text'))));
}

function plain(name: string, content: Uint8Array): Entry {
  return { name, packed: deflateRawSync(content), size: content.length, sum: crc32(content) };
}

function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, size, sum } of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size >>> 0, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, place, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** What torch.save writes of tensors of zeros that take so many bytes, with noise so that the archive is a two hundredth of that. */
function torchFile(bytes: number): Buffer {
  const parts = Math.max(1, Math.ceil(bytes / 2 ** 30));
  const each = Math.floor(bytes / parts / 4);
  const names = Array.from({ length: parts }, (_, n) => String(n));
  const noise = crypto.getRandomValues(new Uint8Array(65_536));
  const filling = Buffer.concat(Array<Uint8Array>(Math.ceil(bytes / 200 / noise.length)).fill(noise));
  const stored: Entry = { ...plain('archive/noise', filling), packed: storedBlocks(filling) };
  const tensors = names.map((name) => zeros(`archive/data/${name}`, each * 4));
  return zip([plain('archive/data.pkl', pickleOf(names, each)), stored, ...tensors]);
}

/** Deflate's blocks without compression, so that what repeats stays as large as it is. */
function storedBlocks(content: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < content.length; at += 65_535) {
    const piece = content.subarray(at, at + 65_535);
    const head = Buffer.from([at + 65_535 >= content.length ? 1 : 0, 0, 0, 0, 0]);
    head.writeUInt16LE(piece.length, 1);
    head.writeUInt16LE(~piece.length & 0xffff, 3);
    blocks.push(head, piece);
  }
  return Buffer.concat(blocks);
}

/** {name: tensor of so many floats} as a pickle of protocol 2. */
function pickleOf(names: readonly string[], elements: number): Buffer {
  const text = (value: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(value.length);
    return Buffer.concat([Buffer.from('X'), length, Buffer.from(value)]);
  };
  const integer = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return Buffer.concat([Buffer.from('J'), bytes]);
  };
  const global = (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`);
  const tensorOf = (key: string) =>
    Buffer.concat([
      global('torch._utils', '_rebuild_tensor_v2'),
      ...[
        Buffer.from('(('),
        text('storage'),
        global('torch', 'FloatStorage'),
        text(key),
        text('cpu'),
        integer(elements),
      ],
      ...[Buffer.from('tQ'), integer(0), Buffer.from('('), integer(elements), Buffer.from('t('), integer(1)],
      ...[Buffer.from('t'), Buffer.from('\x89', 'latin1'), Buffer.from('N'), Buffer.from('tR')],
    ]);
  return Buffer.concat([
    Buffer.from('\x80\x02}(', 'latin1'),
    ...names.flatMap((name) => [text(`rnn.weight_${name}`), tensorOf(name)]),
    Buffer.from('u.'),
  ]);
}

/** A model of Keras whose only weight has a trillion elements, of which none is stored. */
async function hostileHdf5(): Promise<Uint8Array> {
  const { FS } = await ready;
  const path = '/bomb.h5';
  const file = new File(path, 'w');
  const config = { units: 4, name: 'lstm', activation: 'tanh', recurrent_activation: 'sigmoid' };
  const layers = [{ class_name: 'LSTM', config }];
  file.create_attribute('model_config', JSON.stringify({ class_name: 'Sequential', config: { layers } }));
  file.create_attribute('keras_version', '2.2.4');
  const group = file.create_group('model_weights').create_group('lstm');
  group.create_attribute('weight_names', ['kernel:0']);
  const dataset = group.create_dataset({
    name: 'kernel:0',
    data: new Float32Array(16),
    shape: [4, 4],
    maxshape: [null, null],
    chunks: [4, 4],
    dtype: '<f4',
  });
  if (dataset instanceof Dataset) dataset.resize([2 ** 20, 2 ** 20]);
  file.close();
  const bytes = Uint8Array.from(FS.readFile(path));
  FS.unlink(path);
  return bytes;
}

function nestedHeader(bytes: number): Uint8Array {
  return safetensors(`{"a":${'['.repeat(bytes)}`);
}

function hostileShape(): Uint8Array {
  return safetensors(JSON.stringify({ a: { dtype: 'F32', shape: [2 ** 40, 2 ** 12], data_offsets: [0, 4] } }), 4);
}

function safetensors(header: string, dataBytes = 0): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([head, Buffer.from(header), Buffer.alloc(dataBytes)]);
}

/** A graph of a few bytes whose only operator fills a tensor of `extent` × `extent` floats. */
function hostileOnnx(extent: number): Uint8Array {
  const graph = new OnnxGraph();
  const shape = graph.integers(extent, extent);
  graph.add('ConstantOfShape', 'logits', [shape]);
  graph.output({ name: 'logits', type: 'float32', shape: [extent, extent], description: '' });
  return toBytes(graph.encode({ producer: 'nobody', description: '', metadata: {} }));
}
