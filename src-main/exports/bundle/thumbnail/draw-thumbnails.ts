import { decode, encode } from 'fast-png';
import { readFileSync } from 'node:fs';
import type { Loss, LossCurves } from './loss-curves.ts';
import { halve, put, stroke, type Point, type Raster, type Rectangle } from './raster.ts';

// Beside this file when built.
const folder = import.meta.url.endsWith('.ts') ? '../../../../resources/thumbnail' : './thumbnail';

/** The curves' part of the sheet, in pixels: above and to the right of its axes. */
const plot: Rectangle = { left: 48, top: 148, right: 488, bottom: 464 };
/** Lines of that width are seen also where the picture is 64 pixels wide. */
const lineWidth = 14;
/** Training and validation as the studio draws them everywhere, in its light colours. */
const training = { width: lineWidth, colour: [0x00, 0x70, 0x7f], dash: null } as const;
const validation = { width: lineWidth, colour: [0x1b, 0x1f, 0x27], dash: [30, 34] } as const;

/** The cells of digits.png. */
const digits = '0123456789.-';
const digitWidth = 60;
const numberRight = 480;
const numberTop = 36;
/** Larger ones would reach the sign. */
const largestNumber = 9999;

/** A loss falls fastest in the first steps of a training, beside which all that follows would be one flat line; they leave the picture. */
const shareOfFirstSteps = 1 / 16;

/** Pixels on each side: the sizes that file managers of Linux ask for, of which they scale none. */
const sizes = [512, 256, 128] as const;
export type ThumbnailSize = (typeof sizes)[number];

/**
 * Draws the picture of a run in each size, as PNG: its loss curves, and as a number its best validation loss, or its last loss where it has
 * none. The same run gives the same bytes. Without anything measured there are neither curves nor a number.
 */
export function drawThumbnails(curves: LossCurves): { pixels: ThumbnailSize; png: Uint8Array }[] {
  const sheet = readPicture('sheet.png');
  const toPoints = scale(curves);
  if (curves.training.length > 0) stroke(sheet, toPoints(curves.training), { ...training, within: plot });
  if (curves.validation.length > 0) stroke(sheet, toPoints(curves.validation), { ...validation, within: plot });
  writeNumber(sheet, figureOf(curves));
  let picture = sheet;
  return sizes.map((pixels) => {
    while (picture.width > pixels) picture = halve(picture);
    return { pixels, png: encode({ ...picture, channels: 4, depth: 8 }) };
  });
}

/** Returns what puts losses into the picture: the steps over its width, the losses after the first steps over its height. */
function scale(curves: LossCurves): (losses: readonly Loss[]) => Point[] {
  const all = [...curves.training, ...curves.validation];
  const steps = all.map(({ step }) => step);
  const [firstStep, lastStep] = [Math.min(...steps), Math.max(...steps)];
  const settled = all.filter(({ step }) => step >= firstStep + shareOfFirstSteps * (lastStep - firstStep));
  const losses = settled.map(({ loss }) => loss);
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const margin = lineWidth / 2 + 3;
  const share = (value: number, from: number, to: number) => (to > from ? (value - from) / (to - from) : 0.5);
  const along = (from: number, to: number, part: number) => from + part * (to - from);
  return (points) =>
    points.map(({ step, loss }) => ({
      x: along(plot.left + margin, plot.right - margin, share(step, firstStep, lastStep)),
      y: along(plot.bottom - margin, plot.top + margin, share(loss, least, most)),
    }));
}

function figureOf({ training: trained, validation: validated }: LossCurves): number | null {
  if (validated.length > 0) return Math.min(...validated.map(({ loss }) => loss));
  return trained.at(-1)?.loss ?? null;
}

/** Four digits, fewer where the first are zeros: as many as can be read in a small picture. */
function writeNumber(sheet: Raster, figure: number | null): void {
  if (figure === null || Math.abs(figure) > largestNumber) return;
  const places = [10, 100, 1000].filter((limit) => Math.abs(figure) >= limit).length;
  const text = figure.toFixed(3 - places);
  const cells = [...text].map((digit) => {
    const from = digitWidth * digits.indexOf(digit);
    // A point is half as wide.
    const margin = digit === '.' ? digitWidth / 4 : 0;
    return { from: from + margin, to: from + digitWidth - margin };
  });
  const width = cells.reduce((sum, { from, to }) => sum + to - from, 0);
  const glyphs = readPicture('digits.png');
  let x = numberRight - width;
  for (const cell of cells) {
    put(sheet, glyphs, x, numberTop, cell);
    x += cell.to - cell.from;
  }
}

function readPicture(name: string): Raster {
  const { width, height, data } = decode(readFileSync(new URL(`${folder}/${name}`, import.meta.url)));
  return { width, height, data: new Uint8Array(data) };
}
