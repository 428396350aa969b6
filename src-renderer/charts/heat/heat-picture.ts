import { colourScale, legendEnds, paintMatrix } from './colour-scale.ts';
import type { HeatMatrix } from './heat-matrix.ts';

/** The words of a heat map's picture, beside its colours. Colours are written as canvases take them. */
export interface HeatPicture {
  title: string;
  matrix: HeatMatrix;
  /** From the lowest to the highest value. */
  colours: readonly string[];
  min: number;
  max: number;
  rowLabel: (row: number) => string;
  /** Short ones: they stand beside each other. */
  columnLabel: (column: number) => string;
  /** Texts written into cells that are large enough, or null for none. */
  cellText: ((value: number) => string) | null;
  ground: string;
  text: string;
  font: string;
}

const margin = 16;
const titleHeight = 28;
const lineHeight = 18;
const legendWidth = 120;
const scaleSteps = 64;
const longestSide = 6000;
/** Cells are as large as lets their labels be read, and smaller where the picture would be too large for a canvas. */
const largestCell = { width: 18, height: 16, withText: 64 };

/** A heat map with its title, the names of rows and columns, and a legend, as large as it needs to be read. */
export function drawHeatPicture(picture: HeatPicture): HTMLCanvasElement {
  const { matrix, min, max, ground, text, font } = picture;
  const { rows, columns } = matrix;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.font = `12px ${font}`;
  const rowLabels = Array.from({ length: rows }, (_, row) => picture.rowLabel(row));
  const columnLabels = Array.from({ length: columns }, (_, column) => picture.columnLabel(column));
  const widest = (labels: readonly string[]) =>
    labels.reduce((width, label) => Math.max(width, context.measureText(label).width), 0);
  const hasText = picture.cellText !== null;
  const wantedWidth = hasText
    ? Math.max(largestCell.withText, widest(columnLabels) + 12)
    : Math.max(largestCell.width, Math.min(60, widest(columnLabels) + 4));
  const cellWidth = Math.max(1, Math.min(wantedWidth, Math.floor(longestSide / columns)));
  const cellHeight = Math.max(1, Math.min(hasText ? 32 : largestCell.height, Math.floor(longestSide / rows)));

  const left = margin + Math.ceil(widest(rowLabels)) + 8;
  const top = margin + titleHeight + lineHeight;
  const titleFont = `600 14px ${font}`;
  context.font = titleFont;
  const titleWidth = Math.min(longestSide, Math.ceil(context.measureText(picture.title).width));
  canvas.width = Math.max(
    left + columns * cellWidth + margin,
    left + legendWidth + 2 * margin,
    titleWidth + 2 * margin,
  );
  canvas.height = top + rows * cellHeight + margin + 2 * lineHeight;
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = false;
  const scale = colourScale(picture.colours);
  const pixels = imageOf(paintMatrix(matrix.values, scale, min, max), columns, rows);
  context.drawImage(pixels, left, top, columns * cellWidth, rows * cellHeight);

  context.fillStyle = text;
  context.textBaseline = 'middle';
  context.font = titleFont;
  context.fillText(picture.title, margin, margin + titleHeight / 2);
  context.font = `12px ${font}`;
  context.textAlign = 'right';
  const everyRow = Math.ceil(14 / cellHeight);
  for (let row = 0; row < rows; row += everyRow)
    context.fillText(rowLabels[row], left - 8, top + (row + 0.5) * cellHeight);
  context.textAlign = 'center';
  const everyColumn = Math.ceil(10 / cellWidth);
  for (let column = 0; column < columns; column += everyColumn) {
    const width = everyColumn * cellWidth;
    context.fillText(columnLabels[column], left + (column + 0.5) * cellWidth, top - lineHeight / 2, width);
  }
  for (let cell = 0; picture.cellText !== null && cell < matrix.values.length; cell++) {
    const x = left + ((cell % columns) + 0.5) * cellWidth;
    const y = top + (Math.floor(cell / columns) + 0.5) * cellHeight;
    // On the strong colours the ground can be read, and not the text.
    context.fillStyle = (matrix.values[cell] - min) / (max - min) > 0.7 ? ground : text;
    context.fillText(picture.cellText(matrix.values[cell]), x, y, cellWidth - 4);
  }

  context.fillStyle = text;
  const legendTop = top + rows * cellHeight + margin;
  const steps = Float32Array.from({ length: scaleSteps }, (_, n) => min + (n / (scaleSteps - 1)) * (max - min));
  context.drawImage(imageOf(paintMatrix(steps, scale, min, max), scaleSteps, 1), left, legendTop, legendWidth, 8);
  const ends = legendEnds(matrix.values, { min, max, format: String });
  context.textAlign = 'left';
  context.fillText(ends.low, left, legendTop + 8 + lineHeight / 2);
  context.textAlign = 'right';
  context.fillText(ends.high, left + legendWidth, legendTop + 8 + lineHeight / 2);
  return canvas;
}

function imageOf(pixels: Uint32Array<ArrayBuffer>, width: number, height: number): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = width;
  image.height = height;
  image.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), width, height), 0, 0);
  return image;
}
