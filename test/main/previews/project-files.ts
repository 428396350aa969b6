import { drawThumbnails } from '../../../src-main/exports/bundle/thumbnail/draw-thumbnails.ts';
import { thumbnailPath } from '../../../src-main/exports/bundle/bundle-manifest.ts';
import { makeZip, type ZipEntry } from '../datasets/make-zip.ts';

const training = Array.from({ length: 50 }, (_, n) => ({ step: n + 1, loss: 1 + 3 / (1 + n) }));

/** The thumbnails of a small training, by their names in a project file. */
export const thumbnails: ReadonlyMap<string, Buffer> = new Map(
  drawThumbnails({ training, validation: [] }).map(({ pixels, png }) => [thumbnailPath(pixels), Buffer.from(png)]),
);

const manifest: ZipEntry = { name: 'manifest.json', content: Buffer.from('{}'.repeat(500)) };

/** An archive as project files are, with these entries behind the manifest. */
export const projectFile = (entries: readonly ZipEntry[]): Buffer<ArrayBuffer> => makeZip([manifest, ...entries]);

export const stored = (name: string, content: Uint8Array, stated: ZipEntry['stated'] = {}): ZipEntry => ({
  name,
  content,
  isStored: true,
  stated,
});

export const wholeProject = (): Buffer<ArrayBuffer> =>
  projectFile([...thumbnails].map(([name, content]) => stored(name, content)));
