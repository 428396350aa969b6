import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import type { ChartDataset } from 'chart.js';
import type { ChartLine, ChartMarks } from './chart-line.ts';
import { marksPlugin, type MarkColours } from './marks-plugin.ts';
import { thinMinMax, type Point } from './thin.ts';
import { tokenColour } from './token-colour.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

/** Everything that one drawing needs. */
export interface ChartContent {
  lines: readonly ChartLine[];
  marks: ChartMarks;
  logarithmic: boolean;
  /** How the axes are labelled. */
  formatX: (value: number) => string;
  formatY: (value: number) => string;
}

/** Where the data was drawn, in CSS pixels of the canvas, and which x that is. */
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

const noMarks: ChartMarks = { epochs: [], checkpoints: [], reference: null };

/**
 * A Chart.js line chart for data that grows while it is looked at. The lines are thinned here to what the width can show, never by
 * Chart.js' own plugin, which replaces the data that it was given. `onResize` asks for the next drawing.
 */
export function createLineChart(canvas: HTMLCanvasElement, onResize: () => void): LineChart {
  let marks = noMarks;
  const { fontFamily } = getComputedStyle(canvas);
  let colours = markColours(canvas, fontFamily);
  let formatX: (value: number) => string = String;
  let formatY: (value: number) => string = String;

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
      layout: { padding: { top: 4, right: 6 } },
      scales: {
        x: {
          type: 'linear',
          border: { display: false },
          grid: { display: false },
          ticks: {
            maxRotation: 0,
            autoSkipPadding: 24,
            includeBounds: false,
            callback: (value) => formatX(Number(value)),
          },
        },
        y: {
          type: 'linear',
          border: { display: false },
          grid: { drawTicks: false },
          ticks: { padding: 6, maxTicksLimit: 6, callback: (value) => formatY(Number(value)) },
        },
      },
    },
    plugins: [marksPlugin(() => ({ marks, colours }))],
  });

  return {
    draw(content) {
      marks = content.marks;
      colours = markColours(canvas, fontFamily);
      formatX = content.formatX;
      formatY = content.formatY;
      const xMax = Math.max(1, ...content.lines.map((line) => line.x.at(-1) ?? 0));
      const range = { xMin: 0, xMax, buckets: Math.max(50, Math.ceil(chart.width)) };
      chart.data.datasets = content.lines.map((line) => datasetOf(canvas, line, thinMinMax(line.x, line.y, range)));

      const text = { color: colours.label, font: { family: fontFamily, size: 11 } };
      const { x, y } = chart.options.scales ?? {};
      Object.assign(x ?? {}, { min: range.xMin, max: xMax, ticks: { ...x?.ticks, ...text } });
      Object.assign(y ?? {}, {
        type: content.logarithmic ? 'logarithmic' : 'linear',
        ticks: { ...y?.ticks, ...text },
        grid: { ...y?.grid, color: colours.epoch },
      });
      chart.update('none');
      return { ...chart.chartArea, xMin: range.xMin, xMax };
    },
    destroy: () => chart.destroy(),
  };
}

function datasetOf(element: HTMLElement, line: ChartLine, data: Point[]): ChartDataset<'line', Point[]> {
  const colour = tokenColour(element, line.colour, line.opacity);
  return {
    label: line.label,
    data,
    borderColor: colour,
    borderWidth: line.width,
    borderDash: line.dash,
    // Round joins of a dense zigzag cost more than everything else in a chart.
    borderJoinStyle: 'bevel',
    clip: 6,
    pointRadius: line.points || data.length === 1 ? 2.5 : 0,
    pointBackgroundColor: colour,
    pointBorderWidth: 0,
  };
}

function markColours(element: HTMLElement, fontFamily: string): MarkColours {
  return {
    epoch: tokenColour(element, 'line'),
    label: tokenColour(element, 'muted'),
    checkpoint: tokenColour(element, 'accent'),
    reference: tokenColour(element, 'text'),
    font: `10px ${fontFamily}`,
  };
}
