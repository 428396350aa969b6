import { cells } from '../../../../src-engine/cells/index.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { GradientFlowRecord, SpectraRecord } from '../../../../src-main/contract/insight-records.ts';
import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import { markerOf, seriesColour } from '../../../charts/lines/series.ts';
import { variableColour, variableDash, variableName, variableOf, type Variable } from '../../cells/cell-variables.ts';
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

/** The variable that each state of any cell is shown as; cells that share a state share its variable. */
const stateVariables = new Map<string, Variable>(
  cells.flatMap(({ type, states }) =>
    states.flatMap(({ name, variable }) => (variable === null ? [] : [[name, variableOf(type, variable)] as const])),
  ),
);

/** The variable that a state of a record is shown as. Throws when no cell has such a state. */
export function stateVariable(state: string): Variable {
  const variable = stateVariables.get(state);
  if (variable === undefined) throw new Error(`No cell has a state ${state}.`);
  return variable;
}

/**
 * The norms ‖∂L/∂ state‖ of every state by lag, the output h on top. `index` tells runs apart: the first in the colours of the states,
 * others in those of runs, so that the states of each run differ in colour and dash.
 */
export function flowLines({ states }: Flow, label: string, index: number): ChartLine[] {
  return states.toReversed().map(({ state, norms }, place) => {
    const variable = stateVariable(state);
    return {
      id: `${index}-${state}`,
      label: `‖∂L/∂${state}‖ ${label}`.trim(),
      colour: index > 0 ? seriesColour(states.length * index + states.length - 1 - place) : variableColour(variable),
      dash: variableDash(variable),
      ...(index > 0 && { marker: markerOf(index) }),
      x: Float64Array.from(norms, (_, lag) => lag),
      y: Float64Array.from(norms),
      ...plain,
    };
  });
}

/** A prediction that leaves the measured gradients this far behind is not followed further: it would press them flat. */
const farthest = 100;

/** Predicts the gradient from its value at lag 0 and the largest singular value alone, for as long as it stays near the measurement. */
export function predictionLine(flow: Flow, sigma: number, label: string): ChartLine {
  const measured = flow.states.flatMap(({ norms }) => norms).filter((norm) => norm > 0);
  const [least, most] = [Math.min(...measured) / farthest, Math.max(...measured) * farthest];
  const hidden = flow.states.find(({ state }) => state === 'h')?.norms ?? [];
  const norms = predictedNorms(hidden[0] ?? 0, sigma, hidden.length);
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
