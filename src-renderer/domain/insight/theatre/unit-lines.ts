import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import { variableColour, variableDash, variableName, type Variable } from '../../cells/cell-variables.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { unitRow, type Activations } from '../reading/read-activations.ts';

/** All that one unit does over the text; the first variable is drawn on top. */
export function unitLines(
  { tokens, units, variables }: Activations,
  unit: number,
  shown: readonly Variable[],
  t: Locale['t'],
): ChartLine[] {
  const x = Float64Array.from(tokens, (_, place) => place + 1);
  return shown.flatMap((variable) => {
    const values = variables.get(variable.name);
    if (values === undefined) return [];
    return {
      id: variable.name,
      label: t(variableName(variable)),
      colour: variableColour(variable),
      x,
      y: Float64Array.from(unitRow(values, units, unit)),
      width: 1.5,
      dash: variableDash(variable),
      opacity: 1,
      points: false,
    };
  });
}
