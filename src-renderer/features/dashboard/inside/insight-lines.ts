import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { StepInsightRecord } from '../../../../src-main/contract/insight-records.ts';
import { markerOf, seriesStyle } from '../../../charts/lines/series.ts';
import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import { variableColour, variableName } from '../../../domain/cells/cell-variables.ts';
import { loopVariable } from '../../../domain/cells/recurrent-loops.ts';
import { layerName } from '../../../domain/models/layer-name.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import type { StepScale } from '../../../domain/training/step-scale.ts';

const solid = { width: 1.75, dash: [], opacity: 1, points: false };

export type SaturationRecord = StepInsightRecord['saturation'][number];

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
    x,
    y: Float64Array.from(looks, (look) => layerRatio(look, layer)),
    ...solid,
    ...seriesStyle(index),
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
  model: ModelSpec,
  scale: StepScale,
  t: Locale['t'],
): ChartLine[] {
  const x = stepsOf(looks, scale);
  const of = (look: StepInsightRecord, variable: SaturationRecord['variable']) =>
    look.saturation.find((each) => each.loop === loop && each.variable === variable);
  return gatesOf(looks, loop).flatMap((gate, index): ChartLine[] => {
    const facts = loopVariable(model, gate);
    const { variable } = gate;
    const name = t(variableName(facts));
    const line = { colour: variableColour(facts), marker: markerOf(index), x, ...solid };
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
