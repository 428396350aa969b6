import type { Chart, Plugin } from 'chart.js';
import type { Point } from './thin.ts';

/** The parts of a line that lie above the plot. */
interface LineBeyond {
  colour: string;
  points: readonly Point[];
  /** Ascending x at which the line is infinite. */
  infinite: readonly number[];
}

export interface Beyond {
  lines: readonly LineBeyond[];
  /** The y at which the plot is cut off, and the largest value above it, written out; null where nothing is cut. */
  cut: { above: number; largest: string } | null;
  label: string;
  font: string;
}

/** Room above the plot for the marks. */
export const beyondHeight = 16;
const leastGap = 14;

/** Marks above the plot what has no room in it: an ∞ where a line is infinite, and how high a part that is cut off goes. */
export function beyondPlugin(current: () => Beyond): Plugin<'line'> {
  return {
    id: 'beyond',
    afterDatasetsDraw(chart) {
      const { lines, cut, label, font } = current();
      const { ctx: context } = chart;
      context.save();
      for (const line of lines) drawInfinite(chart, line);
      if (cut !== null) drawCut(chart, lines, { ...cut, label, font });
      context.restore();
    },
  };
}

/** A dashed line leads from the last finite value to the ∞. */
function drawInfinite({ ctx: context, chartArea: area, scales }: Chart<'line'>, line: LineBeyond): void {
  context.strokeStyle = line.colour;
  context.fillStyle = line.colour;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.font = 'bold 16px sans-serif';
  let drawnAt = -Infinity;
  for (const x of line.infinite) {
    const pixel = scales.x.getPixelForValue(x);
    if (pixel < area.left - 1 || pixel > area.right + 1 || pixel - drawnAt < leastGap) continue;
    drawnAt = pixel;
    const before = line.points.findLast((point) => point.x < x);
    if (before !== undefined) {
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(scales.x.getPixelForValue(before.x), scales.y.getPixelForValue(before.y));
      context.lineTo(pixel, area.top);
      context.stroke();
    }
    context.fillText('∞', Math.min(Math.max(pixel, area.left + 8), area.right - 8), area.top + 2);
  }
}

/** A zigzag lies along the upper edge as far as something is cut off there, and says how high it goes. */
function drawCut(
  { ctx: context, chartArea: area, scales }: Chart<'line'>,
  lines: readonly LineBeyond[],
  { above, largest, label, font }: { above: number; largest: string; label: string; font: string },
): void {
  const cut = lines.flatMap(({ points }) => points.filter(({ y }) => y > above));
  if (cut.length === 0) return;
  const pixels = cut.map(({ x }) => scales.x.getPixelForValue(x));
  const from = Math.max(area.left, Math.min(...pixels) - 4);
  const to = Math.min(area.right, Math.max(...pixels) + 4);
  context.strokeStyle = label;
  context.setLineDash([]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(from, area.top + 2);
  for (let x = from, n = 0; x < to; x += 4, n++) context.lineTo(Math.min(x + 4, to), area.top + (n % 2 === 0 ? -2 : 2));
  context.stroke();
  context.fillStyle = label;
  context.font = font;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(`↑ ${largest}`, to + 4, area.top);
}
