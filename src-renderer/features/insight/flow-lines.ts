import type { GradientFlowRecord, SpectraRecord } from '../../../src-main/contract/insight-records.ts';
import type { ChartLine } from '../../charts/chart-line.ts';
import { markerOf, seriesColour } from '../../charts/series.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { variableColour, variableDash } from './variable-scale.ts';

export type Flow = GradientFlowRecord['flows'][number];
export type Spectrum = SpectraRecord['spectra'][number];

const plain = { width: 1.75, opacity: 1, points: false };

/** The norms at lag 0, 1, … that a gradient would have if every step back stretched it by σ: first · σᵏ. */
export const predictedNorms = (first: number, sigma: number, lags: number): Float64Array =>
  Float64Array.from({ length: lags }, (_, lag) => first * sigma ** lag);

/**
 * The largest singular value of the kernel through which a layer's new content looks back: the whole kernel of a SimpleRNN, the
 * candidate's part of a gated cell. null while it is not known.
 */
export function largestSingularValue(spectra: readonly Spectrum[], loop: string): number | null {
  const own = spectra.filter((spectrum) => spectrum.loop === loop);
  const content = own.find(({ variable }) => variable === 'candidate') ?? own[0];
  return content?.singularValues[0] ?? null;
}

/** ‖∂L/∂h‖ and ‖∂L/∂c‖ by lag. `index` tells runs apart: the first in the colours of the states, others in those of runs. */
export function flowLines(flow: Flow, label: string, index: number): ChartLine[] {
  const x = Float64Array.from(flow.hidden, (_, lag) => lag);
  const line = (kind: 'h' | 'c', norms: readonly number[]): ChartLine => ({
    id: `${index}-${kind}`,
    label: `‖∂L/∂${kind}‖ ${label}`.trim(),
    colour: index > 0 ? seriesColour(index + 1) : kind === 'h' ? 'hidden' : 'cell',
    dash: variableDash(kind === 'h' ? 'hidden-state' : 'cell-state'),
    ...(index > 0 && { marker: markerOf(index) }),
    x,
    y: Float64Array.from(norms),
    ...plain,
  });
  return flow.cell === null ? [line('h', flow.hidden)] : [line('c', flow.cell), line('h', flow.hidden)];
}

/** A prediction that leaves the measured gradients this far behind is not followed further: it would press them flat. */
const farthest = 100;

/** Predicts the gradient from its value at lag 0 and the largest singular value alone, for as long as it stays near the measurement. */
export function predictionLine(flow: Flow, sigma: number, label: string): ChartLine {
  const measured = [...flow.hidden, ...(flow.cell ?? [])].filter((norm) => norm > 0);
  const [least, most] = [Math.min(...measured) / farthest, Math.max(...measured) * farthest];
  const norms = predictedNorms(flow.hidden[0] ?? 0, sigma, flow.hidden.length);
  const end = norms.findIndex((norm) => norm < least || norm > most);
  const y = end < 0 ? norms : norms.subarray(0, end);
  return {
    id: 'prediction',
    label,
    colour: 'warm',
    dash: [3, 3],
    x: Float64Array.from(y, (_, lag) => lag),
    y,
    ...plain,
  };
}

/** Singular values of one layer, largest first, a line a gate. */
export function spectrumLines(spectra: readonly Spectrum[], loop: string, t: Locale['t']): ChartLine[] {
  return spectra
    .filter((spectrum) => spectrum.loop === loop)
    .map(({ variable, singularValues }) => ({
      id: variable,
      label: t(`charts.variables.${variable}`),
      colour: variableColour(variable),
      dash: variableDash(variable),
      x: Float64Array.from(singularValues, (_, rank) => rank + 1),
      y: Float64Array.from(singularValues),
      ...plain,
    }));
}
