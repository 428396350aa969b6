import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import type { ChartDataset, Scale } from 'chart.js';
import { bandOpacity, bandsPlugin, type DrawnBand } from './bands-plugin.ts';
import { beyondHeight, beyondPlugin, type Beyond } from './beyond-plugin.ts';
import { wholeRange, type ChartContent } from './chart-content.ts';
import { noMarks, type ChartLine } from './chart-line.ts';
import { epochLabelHeight, marksPlugin, type MarkColours } from './marks-plugin.ts';
import { drawnLine } from './drawn-points.ts';
import type { Point } from './thin.ts';
import { cutAbove } from '../axes/cut-above.ts';
import { distinctTicks, linearTicks, logTicks } from '../axes/ticks.ts';
import { tokenColour } from '../token-colour.ts';
import { yLimits } from '../axes/y-limits.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

/** The rectangle in which the data was drawn, in CSS pixels of the canvas, and the x range that it covers. */
export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
  xMin: number;
  xMax: number;
}

export interface LineChart {
  draw(content: ChartContent): PlotArea;
  destroy(): void;
}

const pixelsPerYTick = 26;
const pixelsPerXTick = 84;
/** Each shows the least and the most of what falls into it. */
const pixelsPerBucket = 2;
/** The point radius of a line that has too many points to mark each. */
const mostMarkers = 7;

/**
 * A Chart.js line chart for data that grows while it is looked at. The lines are thinned here to what the width can show, never by
 * Chart.js' own plugin, which replaces the data that it was given. `onResize` asks for the next drawing.
 */
export function createLineChart(canvas: HTMLCanvasElement, onResize: () => void): LineChart {
  let marks = noMarks;
  let bands: readonly DrawnBand[] = [];
  let beyond: Beyond = { lines: [], cut: null, label: '', font: '' };
  const { fontFamily } = getComputedStyle(canvas);
  let colours = markColours(canvas, fontFamily);
  let content: ChartContent | null = null;
  let wornColours = '';

  const chart = new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      onResize: () => onResize(),
      scales: {
        x: {
          type: 'linear',
          border: { display: false },
          grid: { display: false },
          afterBuildTicks: (scale) =>
            setTicks(
              scale,
              content?.axis.ticks(scale.min, scale.max, Math.max(2, scale.chart.width / pixelsPerXTick)) ?? [],
            ),
          ticks: {
            maxRotation: 0,
            autoSkipPadding: 16,
            includeBounds: false,
            callback: (value) => content?.axis.formatTick(Number(value)) ?? '',
          },
        },
        y: {
          type: 'linear',
          border: { display: false },
          grid: { drawTicks: false },
          afterBuildTicks: (scale) => {
            const most = Math.max(2, Math.floor(scale.chart.height / pixelsPerYTick));
            const ticks = (content?.logarithmic ? logTicks : linearTicks)(scale.min, scale.max, Math.min(8, most));
            setTicks(scale, distinctTicks(ticks, content?.formatTick ?? String));
          },
          ticks: { padding: 6, autoSkip: false, callback: (value) => content?.formatTick(Number(value)) ?? '' },
        },
      },
    },
    plugins: [bandsPlugin(() => bands), marksPlugin(() => ({ marks, colours })), beyondPlugin(() => beyond)],
  });

  return {
    draw(drawn) {
      content = drawn;
      marks = drawn.marks;
      colours = markColours(canvas, fontFamily);
      const { min: xMin, max: xMax } = drawn.range ?? drawn.whole ?? wholeRange(drawn.lines);
      const range = { xMin, xMax, buckets: Math.max(50, Math.ceil(chart.width / pixelsPerBucket)) };
      const parts = drawn.lines.map((line) => ({ line, ...drawnLine(line, range) }));
      chart.data.datasets = parts.map(({ line, points }) => datasetOf(canvas, line, points));
      bands = parts.map(({ line, low, high }) => ({
        low,
        high,
        colour: tokenColour(canvas, line.colour, bandOpacity),
      }));

      const hasLabels = marks.epochs.xs.length > 0 || (marks.divisions ?? []).length > 0;
      const hasInfinite = parts.some(({ infinite }) => infinite.length > 0);
      const top = Math.max(4, hasLabels ? epochLabelHeight : 0, hasInfinite ? beyondHeight : 0);
      chart.options.layout = { padding: { top, right: 6 } };
      const points = parts.flatMap((part) => [part.points, part.low, part.high]);
      const limits = drawn.yRange ?? yLimits(points, drawn.logarithmic);
      const cut = drawn.isRobust === true && !drawn.logarithmic ? cutAbove(points, range) : null;
      beyond = {
        lines: parts.map(({ line, points: own, infinite }) => {
          return { colour: tokenColour(canvas, line.colour), points: own, infinite };
        }),
        cut: cut === null ? null : { above: cut, largest: drawn.formatTick(largestOf(points)) },
        label: colours.label,
        font: colours.font,
      };
      const { x, y } = chart.options.scales ?? {};
      Object.assign(x ?? {}, { min: xMin, max: xMax });
      Object.assign(y ?? {}, {
        type: drawn.logarithmic ? 'logarithmic' : 'linear',
        ...limits,
        ...(cut !== null && { max: cut }),
      });
      // Copying options through Chart.js' proxies takes longer than drawing a line, and colours change with the theme only.
      const coloursNow = JSON.stringify(colours);
      if (coloursNow !== wornColours) {
        wornColours = coloursNow;
        const text = { color: colours.label, font: { family: fontFamily, size: 12 } };
        Object.assign(x ?? {}, { ticks: { ...x?.ticks, ...text } });
        Object.assign(y ?? {}, {
          ticks: { ...y?.ticks, ...text },
          grid: { ...y?.grid, color: colours.epoch },
        });
      }
      chart.update('none');
      return { ...chart.chartArea, xMin, xMax };
    },
    destroy: () => chart.destroy(),
  };
}

/** Returns the largest y, to as many digits as a tick has room for. */
function largestOf(lines: readonly (readonly Point[])[]): number {
  const largest = lines.flat().reduce((most, { y }) => Math.max(most, y), -Infinity);
  return Number(largest.toPrecision(3));
}

function setTicks(scale: Scale, values: readonly number[]): void {
  scale.ticks = values.map((value) => ({ value }));
}

function datasetOf(element: HTMLElement, line: ChartLine, data: Point[]): ChartDataset<'line', Point[]> {
  const colour = tokenColour(element, line.colour, line.opacity);
  const isMarked = line.points || data.length === 1;
  const every = Math.max(1, Math.floor(data.length / mostMarkers));
  const style = line.marker ?? 'circle';
  const isOutline = style === 'cross' || style === 'crossRot' || style === 'star';
  return {
    label: line.label,
    data,
    borderColor: colour,
    borderWidth: line.width,
    borderDash: line.dash,
    // Round joins of a dense zigzag cost more than everything else in a chart.
    borderJoinStyle: 'bevel',
    clip: 6,
    pointStyle: style,
    pointRadius: isMarked
      ? line.marker === undefined
        ? 2.5
        : 3.5
      : line.marker === undefined
        ? 0
        : data.map((_, index) => (index % every === Math.floor(every / 2) ? 3.5 : 0)),
    pointBackgroundColor: colour,
    pointBorderColor: colour,
    pointBorderWidth: isOutline ? 1.5 : 0,
  };
}

function markColours(element: HTMLElement, fontFamily: string): MarkColours {
  return {
    epoch: tokenColour(element, 'line'),
    label: tokenColour(element, 'muted'),
    checkpoint: tokenColour(element, 'cool'),
    reference: tokenColour(element, 'text'),
    ground: tokenColour(element, 'panel'),
    font: `12px ${fontFamily}`,
  };
}
