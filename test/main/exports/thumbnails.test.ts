import { chromium } from '@playwright/test';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawThumbnails } from '../../../src-main/exports/bundle/thumbnail/draw-thumbnails.ts';
import type { LossCurves } from '../../../src-main/exports/bundle/thumbnail/loss-curves.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { ensureBrowser } from '../../config/find-browser.ts';
import { makeZip } from '../datasets/make-zip.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { bytesOf, exportRun, importModelFile, tinyTraining, trainTiny } from './export-files.ts';
import { partsOfArchive } from '../../tools/networks/parts-of-archive.ts';

const path = 'Thumbnails/thumbnail.png';

async function bundleOf(host: Host, runId: string, includeText = true): Promise<Buffer> {
  return Buffer.from(await bytesOf(host, await exportRun(host, { runId, format: 'kioku', options: { includeText } })));
}

async function thumbnailOf(bundle: Buffer): Promise<Buffer> {
  return (await partsOfArchive(bundle)).get(path) ?? Buffer.alloc(0);
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a project file has its picture where file managers find it without unpacking anything', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const bundle = await bundleOf(host, run.id);
  const parts = await partsOfArchive(bundle);
  const names = [path, 'Thumbnails/thumbnail-256.png', 'Thumbnails/thumbnail-128.png'];
  expect([...parts.keys()].slice(0, 4)).toEqual(['manifest.json', ...names]);
  for (const name of names) expect(bundle.includes(parts.get(name)!)).toBe(true);
  const picture = await thumbnailOf(bundle);

  // The same run has the same picture, whether its text goes along or not, and another one another.
  expect(hashOf(await thumbnailOf(await bundleOf(host, run.id, false)))).toBe(hashOf(picture));
  const { datasetId } = run;
  const other = await trainTiny(host, { datasetId, train: { ...tinyTraining, seed: 8 } });
  expect(hashOf(await thumbnailOf(await bundleOf(host, other.id)))).not.toBe(hashOf(picture));

  // It comes from the curves alone, so that a run that came from elsewhere has it too.
  const elsewhere = await openTemporaryHost();
  const arrived = await importModelFile(elsewhere, 'fox.kioku', new Uint8Array(bundle));
  expect(hashOf(await thumbnailOf(await bundleOf(elsewhere, arrived.id)))).toBe(hashOf(picture));
});

test('a project file without a picture, or with something else in its place, is imported all the same', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const parts = await partsOfArchive(await bundleOf(host, run.id));
  parts.delete(path);
  const pack = () => makeZip([...parts].map(([name, content]) => ({ name, content })));
  expect(await importModelFile(host, 'older.kioku', pack())).toMatchObject({ step: run.step });
  parts.set(path, Buffer.from('no picture'));
  expect(await importModelFile(host, 'other.kioku', pack())).toMatchObject({ step: run.step });
});

/**
 * Counts the pixels that a browser sees in the studio's colours for training and validation, and those of them in the upper right of where the
 * curves are, in pictures that are drawn `size` pixels wide.
 */
async function inkOf(pictures: readonly Uint8Array[], size: number) {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const addresses = pictures.map((picture) => `data:image/png;base64,${Buffer.from(picture).toString('base64')}`);
    return await page.evaluate(
      ([sources, side]) =>
        Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = source;
            await image.decode();
            const context = new OffscreenCanvas(side, side).getContext('2d');
            if (context === null) throw new Error('There is no canvas.');
            context.imageSmoothingQuality = 'high';
            context.drawImage(image, 0, 0, side, side);
            const { data } = context.getImageData(0, 0, side, side);
            const found = { width: image.naturalWidth, training: 0, validation: 0, upperRight: 0 };
            for (let at = 0; at < data.length; at += 4) {
              const [red, green, blue, opacity] = data.subarray(at, at + 4);
              const [x, y] = [(at / 4) % side, Math.floor(at / 4 / side)];
              // On the sheet, below the sign and the number.
              if (opacity < 128 || y < 0.28 * side) continue;
              const isTraining = red < 120 && green > red + 40 && blue > red + 40;
              const isValidation = red < 90 && green < 90 && blue < 90;
              if (isTraining) found.training++;
              if (isValidation) found.validation++;
              if ((isTraining || isValidation) && x > side / 2 && y < 0.6 * side) found.upperRight++;
            }
            return found;
          }),
        ),
      [addresses, size] as const,
    );
  } finally {
    await browser.close();
  }
}

const falling = Array.from({ length: 100 }, (_, n) => ({ step: n + 1, loss: 1.3 + 3 / (1 + n) }));
const epochs = [25, 50, 75, 100];
const runs: LossCurves[] = [
  { training: falling, validation: epochs.map((step) => ({ step, loss: 1.4 + 2 / step })) },
  { training: falling, validation: epochs.map((step) => ({ step, loss: 1.4 + step / 100 })) },
  { training: falling, validation: [] },
  { training: [], validation: [] },
  { training: [], validation: [{ step: 3, loss: -1e300 }] },
];

test.each([
  { pixels: 512, shown: 512 },
  { pixels: 256, shown: 256 },
  { pixels: 128, shown: 128 },
  { pixels: 128, shown: 64 },
])(
  'one run can be told from another at $shown pixels, and where nothing was measured there is no curve',
  async ({ pixels, shown }) => {
    const pictures = runs.map((each) => drawThumbnails(each).find((size) => size.pixels === pixels)?.png);
    const [healthy, overfitted, withoutValidation, untrained, alone] = await inkOf(
      pictures.filter((each) => each !== undefined),
      shown,
    );
    const pixel = (shown / 512) ** 2;
    expect(healthy.width).toBe(pixels);
    expect(healthy.training).toBeGreaterThan(3000 * pixel);
    expect(healthy.validation).toBeGreaterThan(1000 * pixel);
    expect(healthy.upperRight).toBe(0);
    expect(overfitted.upperRight).toBeGreaterThan(500 * pixel);
    expect(withoutValidation.validation).toBe(0);
    expect(untrained).toEqual({ width: pixels, training: 0, validation: 0, upperRight: 0 });
    expect(alone.training).toBe(0);
    expect(alone.validation).toBeGreaterThan(0);
  },
);
