import type { Plugin } from 'chart.js';
import type { Point } from './thin.ts';

/** The edges of an area, both with ascending x, and its colour. */
export interface DrawnBand {
  low: readonly Point[];
  high: readonly Point[];
  colour: string;
}

/** A band is seen behind its line and lets the grid and other bands through. */
export const bandOpacity = 0.2;

/** Draws areas under the data. `current` is asked anew for every drawing. */
export function bandsPlugin(current: () => readonly DrawnBand[]): Plugin<'line'> {
  return {
    id: 'bands',
    beforeDatasetsDraw({ ctx: context, scales, chartArea: area }) {
      context.save();
      context.beginPath();
      context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
      context.clip();
      for (const { low, high, colour } of current()) {
        const edge = [...low, ...high.toReversed()];
        if (edge.length < 4) continue;
        context.beginPath();
        for (const { x, y } of edge) context.lineTo(scales.x.getPixelForValue(x), scales.y.getPixelForValue(y));
        context.fillStyle = colour;
        context.fill();
      }
      context.restore();
    },
  };
}
