import { decode, encode } from 'fast-png';
import { readFileSync } from 'node:fs';
import type { Loss, LossCurves } from './loss-curves.ts';
import { put, stroke, type Point, type Raster, type Rectangle } from './raster.ts';

// Beside this file when built.
const folder = import.meta.url.endsWith('.ts') ? '../../../../resources/thumbnail' : './thumbnail';

/** The curves' part of the sheet, in pixels: above and to the right of its axes. */
const plot: Rectangle = { left: 48, top: 148, right: 488, bottom: 464 };
/** As wide as they have to be to be seen where the picture is 64 pixels wide. */
const lineWidth = 14;
/** Training and validation as the studio draws them everywhere, in its light colours. */
const training = { width: lineWidth, colour: [0x00, 0x70, 0x7f], dash: null } as const;
const validation = { width: lineWidth, colour: [0x1b, 0x1f, 0x27], dash: [30, 34] } as const;

/** The cells of digits.png. */
const digits = '0123456789.-';
const digitWidth = 60;
const numberRight = 480;
const numberTop = 36;
/** As far as the sign. */
const mostWidth = 340;

/** A loss falls fastest in the first steps of a training, beside which all that follows would be one flat line; they leave the picture. */
const shareOfFirstSteps = 1 / 16;

/**
 * Draws the picture of a run, 512 × 512 pixels, as PNG: its loss curves, and as a number its best validation loss, or its last loss where it has
 * none. The same run gives the same bytes. Without anything measured there are neither curves nor a number.
 */
export function drawThumbnail(curves: LossCurves): Uint8Array {
  const sheet = picture('sheet.png');
  const toPoints = scale(curves);
  if (curves.training.length > 0) stroke(sheet, toPoints(curves.training), { ...training, within: plot });
  if (curves.validation.length > 0) stroke(sheet, toPoints(curves.validation), { ...validation, within: plot });
  writeNumber(sheet, figureOf(curves));
  return encode({ ...sheet, channels: 4, depth: 8 });
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

/** Four digits, fewer where the first are zeros: as many as can be read in a small picture. A number without room is left out. */
function writeNumber(sheet: Raster, figure: number | null): void {
  if (figure === null) return;
  const places = [10, 100, 1000].filter((limit) => Math.abs(figure) >= limit).length;
  const text = figure.toFixed(3 - places);
  const cells = [...text].map((digit) => {
    const from = digitWidth * digits.indexOf(digit);
    // A point is half as wide.
    const margin = digit === '.' ? digitWidth / 4 : 0;
    return { from: from + margin, to: from + digitWidth - margin };
  });
  const width = cells.reduce((sum, { from, to }) => sum + to - from, 0);
  if (width > mostWidth) return;
  const glyphs = picture('digits.png');
  let x = numberRight - width;
  for (const cell of cells) {
    put(sheet, glyphs, x, numberTop, cell);
    x += cell.to - cell.from;
  }
}

function picture(name: string): Raster {
  const { width, height, data } = decode(readFileSync(new URL(`${folder}/${name}`, import.meta.url)));
  return { width, height, data: new Uint8Array(data) };
}
