import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { GradientFlowRecord, SpectraRecord } from '../../../../src-main/contract/insight-records.ts';
import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import { markerOf, seriesColour } from '../../../charts/lines/series.ts';
import { variableColour, variableDash, variableName, type Variable } from '../../cells/cell-variables.ts';
import { loopVariable } from '../../cells/recurrent-loops.ts';
import type { Locale } from '../../../locales/use-locale.ts';

export type Flow = GradientFlowRecord['flows'][number];
export type Spectrum = SpectraRecord['spectra'][number];

const plain = { width: 1.75, opacity: 1, points: false };

/** The norms at lag 0, 1, … that a gradient would have if every step back stretched it by σ: first · σᵏ. */
export const predictedNorms = (first: number, sigma: number, lags: number): Float64Array =>
  Float64Array.from({ length: lags }, (_, lag) => first * sigma ** lag);

/** The largest singular value of a recurrent kernel. */
export interface LargestSingularValue {
  sigma: number;
  /** The variable whose part of the kernel it is; null where the kernel is a single part. */
  part: Variable | null;
}

/**
 * The largest singular value of the kernel through which a layer's new content looks back: the candidate's part of a gated cell, and the
 * whole kernel of a cell that has no candidate. null while it is not known, and of a cell without a recurrent kernel.
 */
export function largestSingularValue(
  model: ModelSpec,
  spectra: readonly Spectrum[],
  loop: string,
): LargestSingularValue | null {
  const own = spectra.filter((spectrum) => spectrum.loop === loop);
  const content = own.find((spectrum) => loopVariable(model, spectrum).role === 'candidate') ?? own[0];
  const [sigma] = content?.singularValues ?? [];
  if (content === undefined || sigma === undefined) return null;
  return { sigma, part: own.length === 1 ? null : loopVariable(model, content) };
}

const states = { h: { role: 'output', kind: 'state' }, c: { role: 'memory', kind: 'state' } } as const;

/**
 * ‖∂L/∂h‖ and ‖∂L/∂c‖ by lag. `index` tells runs apart: the first in the colours of the states, others in two of those of runs, so that
 * the states of each run differ in colour and dash.
 */
export function flowLines(flow: Flow, label: string, index: number): ChartLine[] {
  const x = Float64Array.from(flow.hidden, (_, lag) => lag);
  const line = (symbol: 'h' | 'c', norms: readonly number[]): ChartLine => ({
    id: `${index}-${symbol}`,
    label: `‖∂L/∂${symbol}‖ ${label}`.trim(),
    colour: index > 0 ? seriesColour(2 * index + (symbol === 'h' ? 0 : 1)) : variableColour(states[symbol]),
    dash: variableDash(states[symbol]),
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
    colour: 'muted',
    dash: [3, 3],
    x: Float64Array.from(y, (_, lag) => lag),
    y,
    ...plain,
  };
}

/** Singular values of one layer, largest first, a line a gate. */
export function spectrumLines(
  model: ModelSpec,
  spectra: readonly Spectrum[],
  loop: string,
  t: Locale['t'],
): ChartLine[] {
  return spectra
    .filter((spectrum) => spectrum.loop === loop)
    .map((spectrum) => {
      const variable = loopVariable(model, spectrum);
      return {
        id: variable.name,
        label: t(variableName(variable)),
        colour: variableColour(variable),
        dash: variableDash(variable),
        x: Float64Array.from(spectrum.singularValues, (_, rank) => rank + 1),
        y: Float64Array.from(spectrum.singularValues),
        ...plain,
      };
    });
}
