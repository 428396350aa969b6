import type { Chart, Plugin } from 'chart.js';
import type { ChartMarks } from './chart-line.ts';

export interface MarkColours {
  epoch: string;
  label: string;
  checkpoint: string;
  reference: string;
  ground: string;
  font: string;
}

const labelGap = 28;
/** Epochs are numbered above the plot, where no line can run into the numbers. */
export const epochLabelHeight = 15;

/**
 * Draws epochs and the reference lines under the data, checkpoints and the names of the reference lines over it. `current` is called
 * anew for every drawing.
 */
export function marksPlugin(current: () => { marks: ChartMarks; colours: MarkColours }): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw(chart) {
      const { marks, colours } = current();
      const context = chart.ctx;
      context.save();
      context.lineWidth = 1;
      context.font = colours.font;
      drawEpochs(chart, marks, colours);
      drawReferences(chart, marks, colours);
      drawDivisions(chart, marks, colours);
      context.restore();
    },
    afterDatasetsDraw(chart) {
      const { marks, colours } = current();
      drawCheckpoints(chart, marks, colours);
      drawReferenceLabels(chart, marks, colours);
    },
  };
}

function drawEpochs(chart: Chart<'line'>, marks: ChartMarks, colours: MarkColours): void {
  const { ctx: context, chartArea: area } = chart;
  context.strokeStyle = colours.epoch;
  context.fillStyle = colours.label;
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  let lastLabelled = -Infinity;
  const { xs, labelOf } = marks.epochs;
  for (const [index, x] of xs.entries()) {
    const pixel = Math.round(chart.scales.x.getPixelForValue(x)) + 0.5;
    if (pixel < area.left || pixel > area.right + 1) continue;
    if (pixel - lastLabelled < labelGap) continue;
    lastLabelled = pixel;
    context.beginPath();
    context.setLineDash([2, 3]);
    context.moveTo(pixel, area.top);
    context.lineTo(pixel, area.bottom);
    context.stroke();
    context.setLineDash([]);
    context.fillText(labelOf(index), pixel + 3, area.top - 2);
  }
}

/** Names stand above the plot, to the right of their line, or to its left where the plot ends. */
function drawDivisions(chart: Chart<'line'>, { divisions = [] }: ChartMarks, colours: MarkColours): void {
  const { ctx: context, chartArea: area } = chart;
  context.strokeStyle = colours.label;
  context.fillStyle = colours.label;
  context.textBaseline = 'bottom';
  for (const { x, label } of divisions) {
    const pixel = Math.round(chart.scales.x.getPixelForValue(x)) + 0.5;
    if (pixel < area.left || pixel > area.right + 1) continue;
    context.beginPath();
    context.setLineDash([4, 3]);
    context.moveTo(pixel, area.top);
    context.lineTo(pixel, area.bottom);
    context.stroke();
    context.setLineDash([]);
    const fits = pixel + context.measureText(label).width + 4 <= area.right;
    context.textAlign = fits ? 'left' : 'right';
    context.fillText(label, fits ? pixel + 3 : pixel - 3, area.top - 2);
  }
}

const labelHeight = 14;

/** The places of the reference lines, in pixels from the top; those out of sight lie above or below the plot. */
const placedReferences = (chart: Chart<'line'>, { references }: ChartMarks) =>
  references.map(({ y, label }) => ({
    label,
    pixel: Math.round(chart.scales.y.getPixelForValue(y)) + 0.5,
  }));

function drawReferences(chart: Chart<'line'>, marks: ChartMarks, colours: MarkColours): void {
  const { ctx: context, chartArea: area } = chart;
  context.strokeStyle = colours.reference;
  context.setLineDash([6, 4]);
  for (const { pixel } of placedReferences(chart, marks)) {
    if (pixel < area.top || pixel > area.bottom) continue;
    context.beginPath();
    context.moveTo(area.left, pixel);
    context.lineTo(area.right, pixel);
    context.stroke();
  }
  context.setLineDash([]);
}

/** An arrow tells on which side a line out of sight lies: a limit that was never reached is not one that is missing. */
function drawReferenceLabels(chart: Chart<'line'>, marks: ChartMarks, colours: MarkColours): void {
  const { ctx: context, chartArea: area } = chart;
  const taken: number[] = [];
  const placed = placedReferences(chart, marks);
  context.save();
  context.font = colours.font;
  for (const { label, pixel } of placed) {
    if (pixel < area.top || pixel > area.bottom) continue;
    // A label near the top would cover the numbers of the epochs, which stand above the plot.
    write(label, pixel - area.top < labelHeight ? pixel + 3 : pixel - labelHeight, labelHeight);
  }
  for (const { label, pixel } of placed) if (pixel < area.top) write(`${label} ↑`, area.top + 2, labelHeight);
  for (const { label, pixel } of placed.toReversed()) {
    if (pixel > area.bottom) write(`${label} ↓`, area.bottom - 4 - labelHeight, -labelHeight);
  }
  context.restore();

  /**
   * Writes a label at the right, moved by `step` where another label is, on a ground of its own, so that no line runs
   * through it.
   */
  function write(label: string, wanted: number, step: number): void {
    let top = wanted;
    while (taken.some((other) => Math.abs(other - top) < labelHeight)) top += step;
    taken.push(top);
    context.textAlign = 'right';
    context.textBaseline = 'top';
    // Wide enough to fill the gaps between letters.
    context.lineWidth = 6;
    context.lineJoin = 'round';
    context.strokeStyle = colours.ground;
    context.strokeText(label, area.right - 4, top);
    context.lineWidth = 1;
    context.fillStyle = colours.reference;
    context.fillText(label, area.right - 4, top);
  }
}

function drawCheckpoints(chart: Chart<'line'>, marks: ChartMarks, colours: MarkColours): void {
  const { ctx: context, chartArea: area } = chart;
  const half = 3.5;
  context.save();
  context.fillStyle = colours.checkpoint;
  for (const { x } of marks.checkpoints) {
    const pixel = chart.scales.x.getPixelForValue(x);
    if (pixel < area.left - 1 || pixel > area.right + 1) continue;
    context.beginPath();
    context.moveTo(pixel, area.bottom - half);
    context.lineTo(pixel + half, area.bottom);
    context.lineTo(pixel, area.bottom + half);
    context.lineTo(pixel - half, area.bottom);
    context.fill();
  }
  context.restore();
}
