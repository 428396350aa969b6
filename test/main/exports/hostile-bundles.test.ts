import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStream, type RandomStream } from '../../../src-engine/random/stream.ts';
import { checkDatabase } from '../../../src-main/db/check-database.ts';
import { makeZip, type ZipEntry } from '../datasets/make-zip.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { damagedFiles } from './damaged-files.ts';
import { bytesOf, exportRun, importModelFile, stageFile, trainTiny } from './export-files.ts';
import { partsOfArchive } from '../../tools/networks/parts-of-archive.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const megabyte = 2 ** 20;

async function bundle(): Promise<Buffer<ArrayBuffer>> {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const bytes = await bytesOf(
    host,
    await exportRun(host, { runId: run.id, format: 'kioku', options: { includeText: true } }),
  );
  await host.close();
  return Buffer.from(bytes);
}

/** Bits turned over, an end or a middle missing, or numbers of the archive's own put in their place. */
function damage(whole: Buffer<ArrayBuffer>, random: RandomStream): Buffer<ArrayBuffer> {
  const damaged = Buffer.from(whole);
  const place = () => random.below(damaged.length - 4);
  switch (random.below(4)) {
    case 0:
      for (let flips = 1 + random.below(20); flips > 0; flips--) damaged[place()] ^= 1 << random.below(8);
      return damaged;
    case 1:
      return damaged.subarray(0, place());
    case 2: {
      const start = place();
      return Buffer.concat([damaged.subarray(0, start), damaged.subarray(start + 1 + random.below(200))]);
    }
    default:
      damaged.writeUInt32LE(random.below(2 ** 32), place());
      return damaged;
  }
}

const absurd: Json[] = [null, -1, 1e308, 2 ** 53, '', '../../x', [], {}, 'a'.repeat(100_000), true, 0.5];

/** Some value of the manifest, however deep, replaced by one that nobody expects; or gone. */
function tamper(value: Json, random: RandomStream): Json {
  const isLeaf = value === null || typeof value !== 'object' || Object.keys(value).length === 0;
  if (isLeaf || random.below(8) === 0) return absurd[random.below(absurd.length)] ?? null;
  const keys = Object.keys(value);
  const key = keys[random.below(keys.length)] ?? '';
  if (Array.isArray(value)) return value.with(Number(key), tamper(value[Number(key)] ?? null, random));
  const { [key]: inner, ...rest } = value;
  return random.below(10) === 0 ? rest : { ...value, [key]: tamper(inner ?? null, random) };
}

/** Nothing of a refused import may be left: no run, seen or unseen, no tensor, no text, no file. */
async function expectNothingImported(host: TemporaryHost): Promise<void> {
  expect(await host.client.runs.list()).toEqual([]);
  expect(await host.client.datasets.list()).toEqual([]);
  const database = new Database(join(host.dataDir, 'kioku.db'), { readonly: true });
  try {
    for (const table of ['runs', 'datasets', 'texts', 'analyses', 'tensors', 'checkpoints', 'step_metrics']) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
  } finally {
    database.close();
  }
}

test('damaged bundles are refused with a sentence each, and leave nothing behind', async () => {
  const whole = await bundle();
  const parts = await partsOfArchive(whole);
  const manifest = JSON.parse(parts.get('manifest.json')?.toString() ?? '') as Json;
  const host = await openTemporaryHost();
  const random = createStream(8, 'shuffle', 0);
  const before = process.memoryUsage().rss;
  const codes = new Set<string>();
  let accepted = 0;
  for (let n = 0; n < 2 * damagedFiles; n++) {
    const content = n % 2 === 0 ? damage(whole, random) : repack(parts, JSON.stringify(tamper(manifest, random)));
    const importId = await stageFile(host, 'b.kioku', Buffer.from(content));
    const imported = await importModelFile(host, 'b.kioku', Buffer.from(content)).catch((error: unknown) => error);
    if (imported instanceof Error) {
      const { code, message } = await refusalOf(Promise.reject(imported));
      codes.add(code);
      expect(message).toMatch(/^b\.kioku .+\. Nothing was imported\.$/s);
      await expectNothingImported(host);
    } else {
      // A name, a note or a date was changed, or bytes that nobody reads: that is another run, and a whole one.
      accepted++;
      const [run] = await host.client.runs.list();
      if (run === undefined) throw new Error('The run that was imported is not there.');
      await host.client.runs.checkpoints({ runId: run.id });
      await host.client.runs.delete({ runId: run.id });
      for (const { id } of await host.client.datasets.list()) await host.client.datasets.delete({ datasetId: id });
      await host.client.trash.empty({});
      await expectNothingImported(host);
    }
    await host.client.imports.discard({ importId });
  }
  expect([...codes]).toEqual(['bundle-refused']);
  expect(accepted).toBeLessThan(0.8 * damagedFiles);
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * megabyte);
  expect(host.logged).toEqual([]);
  await host.close();
  expect(checkDatabase(join(host.dataDir, 'kioku.db'))).toMatchObject({ problems: [], leftovers: 0 });
});

test('bundles that are made to do harm are refused by what they claim, before anything is taken into memory', async () => {
  const parts = await partsOfArchive(await bundle());
  const manifest = JSON.parse(parts.get('manifest.json')?.toString() ?? '') as {
    run: { model: { layers: { units?: number }[] } };
    checkpoints: { tensors: { name: string; shape: number[]; sha256: string }[] }[];
    tokenizer: { vocabulary: string[]; spec: object };
    dataset: { sha256: string };
  };
  const host = await openTemporaryHost();
  const changed = (change: (copy: typeof manifest) => void) => {
    const copy = structuredClone(manifest);
    change(copy);
    return repack(parts, JSON.stringify(copy));
  };
  const zeros = Buffer.alloc(64 * megabyte);
  const hostile: [why: string, content: Buffer][] = [
    ['a bomb', makeZip([...entries(parts), { name: 'metrics/bomb.jsonl', content: zeros }])],
    ['a name that leads out', makeZip([...entries(parts), { name: '../../outside', content: Buffer.from('x') }])],
    [
      'a line without an end',
      makeZip(entries(new Map(parts).set('metrics/steps.jsonl', Buffer.alloc(10 * megabyte, 'x')))),
    ],
    ['a manifest of millions of nothings', repack(parts, `{"a":[${'{},'.repeat(5_000_000)}0]}`)],
    ['a manifest without a bottom', repack(parts, '['.repeat(15 * megabyte))],
    ['a huge layer', changed((copy) => (copy.run.model.layers[1]!.units = 65_536))],
    ['a huge tensor', changed((copy) => (copy.checkpoints[0]!.tensors[0]!.shape = [2 ** 26, 2 ** 26]))],
    ['a foreign tensor', changed((copy) => (copy.checkpoints[0]!.tensors[0]!.name = 'parameter/9.kernel'))],
    ['another text', changed((copy) => (copy.dataset.sha256 = '0'.repeat(64)))],
    ['a tokenizer that is another one', changed((copy) => (copy.tokenizer.spec = { type: 'byte' }))],
    ['a vocabulary of another size', changed((copy) => copy.tokenizer.vocabulary.pop())],
    ['values that are not finite', withNaN(parts, manifest)],
    [
      'steps twice',
      makeZip(entries(new Map(parts).set('metrics/steps.jsonl', twice(parts.get('metrics/steps.jsonl'))))),
    ],
  ];
  for (const [why, content] of hostile) {
    const { code, message } = await refusalOf(importModelFile(host, 'b.kioku', Buffer.from(content)));
    expect([code, message], why).toEqual([
      'bundle-refused',
      expect.stringMatching(/^b\.kioku .+\. Nothing was imported\.$/s),
    ]);
    await expectNothingImported(host);
  }
  expect(host.logged).toEqual([]);
});

const entries = (parts: Map<string, Buffer>): ZipEntry[] => Array.from(parts, ([name, content]) => ({ name, content }));
const repack = (parts: Map<string, Buffer>, manifest: string) =>
  makeZip(entries(new Map(parts).set('manifest.json', Buffer.from(manifest))));
const twice = (content: Buffer = Buffer.alloc(0)) => Buffer.concat([content, content]);

function withNaN(parts: Map<string, Buffer>, manifest: { checkpoints: { tensors: { sha256: string }[] }[] }): Buffer {
  const { sha256 } = manifest.checkpoints[0]!.tensors[0]!;
  const bytes = Buffer.from(parts.get(`tensors/${sha256}`)!);
  bytes.writeDoubleLE(NaN, 0);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const renamed = new Map(parts).set(`tensors/${hash}`, bytes);
  return repack(renamed, JSON.stringify(manifest).replaceAll(sha256, hash));
}
