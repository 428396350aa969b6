import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { StepInsightRecord } from '../../../src-main/contract/insight-records.ts';
import { markerOf, seriesColour } from '../../charts/series.ts';
import type { ChartLine } from '../../charts/chart-line.ts';
import type { ColourToken } from '../../charts/token-colour.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { StepScale } from '../../domain/training/step-scale.ts';

const solid = { width: 1.75, dash: [], opacity: 1, points: false };

export type SaturationRecord = StepInsightRecord['saturation'][number];
export type CellVariable = SaturationRecord['variable'];

/** The five meanings that the design has colours for; of a GRU, z keeps and r reads. */
const variableColours: Record<CellVariable, ColourToken> = {
  'input-gate': 'input-gate',
  'forget-gate': 'forget-gate',
  'output-gate': 'output-gate',
  'update-gate': 'forget-gate',
  'reset-gate': 'output-gate',
  candidate: 'text',
  'cell-state': 'cell',
  'hidden-state': 'hidden',
};
export const variableColour = (variable: CellVariable): ColourToken => variableColours[variable];

const layerTerms = {
  embedding: 'embedding',
  lstm: 'lstm',
  gru: 'gru',
  simple_rnn: 'simpleRnn',
  dense: 'dense',
  layer_norm: 'layerNorm',
  attention_pooling: 'attentionPooling',
} as const;

/** `3 · LSTM`: a layer by its place in the stack and its kind. `name` begins with its index. */
export function layerName(name: string, model: ModelSpec, t: Locale['t']): string {
  const [index, direction] = name.split('.');
  const type = model.layers[Number(index)]?.type ?? 'dense';
  const kind = type in layerTerms ? t(`terms.${layerTerms[type as keyof typeof layerTerms]}.name`) : type;
  const arrow = direction === 'forward' ? ' →' : direction === 'backward' ? ' ←' : '';
  return `${Number(index) + 1} · ${kind}${arrow}`;
}

/** ‖Δw‖ / ‖w‖ of all parameters of a layer together, a line a layer. */
export function updateRatioLines(
  looks: readonly StepInsightRecord[],
  scale: StepScale,
  model: ModelSpec,
  t: Locale['t'],
): ChartLine[] {
  const layers = [...new Set(looks.at(-1)?.updates.map(({ name }) => name.split('.')[0]))];
  const x = stepsOf(looks, scale);
  return layers.map((layer, index) => ({
    id: layer,
    label: layerName(layer, model, t),
    colour: seriesColour(index),
    marker: markerOf(index),
    x,
    y: Float64Array.from(looks, (look) => layerRatio(look, layer)),
    ...solid,
  }));
}

function layerRatio({ updates }: StepInsightRecord, layer: string): number {
  let update = 0;
  let value = 0;
  for (const { name, updateNorm, valueNorm } of updates) {
    if (name.split('.')[0] !== layer) continue;
    update += updateNorm ** 2;
    value += valueNorm ** 2;
  }
  return value === 0 ? Number.NaN : Math.sqrt(update / value);
}

/** Returns lines for the shut (dashed) and wide open (solid) share of each gate of one recurrent layer. */
export function saturationLines(
  looks: readonly StepInsightRecord[],
  loop: string,
  scale: StepScale,
  t: Locale['t'],
): ChartLine[] {
  const x = stepsOf(looks, scale);
  const of = (look: StepInsightRecord, variable: CellVariable) =>
    look.saturation.find((each) => each.loop === loop && each.variable === variable);
  return gatesOf(looks, loop).flatMap(({ variable }): ChartLine[] => {
    const name = t(`charts.variables.${variable}`);
    const line = { colour: variableColour(variable), x, ...solid };
    return [
      {
        ...line,
        id: `${variable}-high`,
        label: t('dashboard.saturatedHigh', { gate: name }),
        y: Float64Array.from(looks, (look) => of(look, variable)?.high ?? Number.NaN),
      },
      {
        ...line,
        id: `${variable}-low`,
        label: t('dashboard.saturatedLow', { gate: name }),
        dash: [3, 3],
        y: Float64Array.from(looks, (look) => of(look, variable)?.low ?? Number.NaN),
      },
    ];
  });
}

/** The latest look at each gate of a recurrent layer. */
export const gatesOf = (looks: readonly StepInsightRecord[], loop: string): SaturationRecord[] =>
  looks.at(-1)?.saturation.filter((each) => each.loop === loop) ?? [];

const stepsOf = (looks: readonly StepInsightRecord[], scale: StepScale) =>
  scale.toX(Float64Array.from(looks, ({ step }) => step));
