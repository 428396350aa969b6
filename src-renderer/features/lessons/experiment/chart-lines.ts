import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { linearTicks } from '../../../charts/axes/ticks.ts';
import type { XAxis } from '../../../charts/axes/x-axis.ts';
import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { formatFigure, formatTick } from '../figure-format.ts';
import type { LessonChart, LessonLine, Prediction, PredictionValue } from '../lesson-page.ts';

type Label = (path: string, values?: Record<string, string | number>) => string;

/** Returns the lines of a chart for which the outcome has curves, under the drawing that is a prediction of one of them. */
export function chartLines(
  chart: LessonChart,
  outcome: LessonOutcome,
  label: Label,
  drawing: { prediction: Prediction; value: PredictionValue | null; label: string },
): ChartLine[] {
  const lines = typeof chart.lines === 'function' ? chart.lines(outcome) : chart.lines;
  return [
    ...drawnLine(chart, drawing),
    ...lines.flatMap((line) => {
      const curve = outcome.curves[line.curve];
      return curve === undefined ? [] : [lineOf(chart, line, outcome, label)];
    }),
  ];
}

function lineOf(chart: LessonChart, line: LessonLine, { curves }: LessonOutcome, label: Label): ChartLine {
  const { x, y } = curves[line.curve] ?? { x: [], y: [] };
  const { curve, colour, dash = [], points = false, isFilled = false, band } = line;
  const named = line.label ?? { path: `curves.${curve}` };
  const low = band && curves[band.low];
  const high = band && curves[band.high];
  return {
    ...{ id: curve, label: label(named.path, named.values), colour, dash, points, isFilled, width: 2, opacity: 1 },
    x: placesOf(chart, x),
    y: Float64Array.from(y),
    ...(band !== undefined &&
      low !== undefined &&
      high !== undefined && {
        band: {
          low: Float64Array.from(low.y),
          high: Float64Array.from(high.y),
          lowLabel: label(`curves.${band.low}`),
          highLabel: label(`curves.${band.high}`),
        },
      }),
  };
}

/** The person's drawing, where this chart is the one that was drawn on. */
function drawnLine(
  chart: LessonChart,
  { prediction, value, label }: { prediction: Prediction; value: PredictionValue | null; label: string },
): ChartLine[] {
  if (prediction.kind !== 'drawing' || prediction.chart !== chart.id || !Array.isArray(value)) return [];
  return [
    {
      ...{ id: 'drawing', label, colour: 'warm', dash: [6, 4], points: true, width: 2, opacity: 1 },
      x: placesOf(chart, prediction.x),
      y: Float64Array.from(value),
    },
  ];
}

const placesOf = ({ logarithmicX }: LessonChart, x: readonly number[]): Float64Array =>
  Float64Array.from(x, (value) => (logarithmicX ? Math.log10(value) : value));

/** The x axis of a chart. */
export function axisOf({ logarithmicX, formatX = 'number' }: LessonChart, name: string, locale: Locale): XAxis {
  const valueAt = (x: number) => (logarithmicX ? Number((10 ** x).toPrecision(6)) : x);
  const format = (x: number) => formatFigure(valueAt(x), formatX, locale);
  return {
    kind: 'step',
    name,
    format,
    phrase: (x) => `${name} ${format(x)}`,
    formatTick: (x) => formatTick(valueAt(x), formatX, locale),
    ticks: (min, max, most) => (logarithmicX || formatX === 'integer' ? wholeTicks : linearTicks)(min, max, most),
    write: valueAt,
  };
}

const wholeTicks = (min: number, max: number, most: number) => linearTicks(min, max, most).filter(Number.isInteger);
