import type { ForecastPreparation, InputChannel, Reference } from '../../spec/preparation-spec.ts';
import { knownInput } from '../prepared-rows.ts';
import type { PreparedRows } from '../prepared-rows.ts';

export type WindowMeaning = Pick<ForecastPreparation, 'inputs' | 'window' | 'horizon' | 'readsHorizon' | 'time'>;

/** The number of steps that a network reads of each window. */
export function windowSteps({ window, horizon, readsHorizon }: WindowMeaning): number {
  return window + (readsHorizon ? horizon : 0);
}

/** Writes what a network reads of the window before an origin: number c of step t goes to `write(t, c)`. */
export function encodeWindow(
  rows: PreparedRows,
  meaning: WindowMeaning,
  origin: number,
  write: (step: number, channel: number, value: number) => void,
): void {
  const steps = windowSteps(meaning);
  meaning.inputs.forEach((input, channel) => {
    const read = readerOf(input, rows, meaning, origin);
    for (let step = 0; step < steps; step++) write(step, channel, read(origin - meaning.window + step));
  });
}

function readerOf(
  input: InputChannel,
  rows: PreparedRows,
  meaning: WindowMeaning,
  origin: number,
): (row: number) => number {
  switch (input.kind) {
    case 'value':
      return valueReader(input, rows.values[input.column], origin);
    case 'category':
      return (row) => (row < origin && rows.values[input.column][row] === input.category ? 1 : 0);
    case 'ahead':
      return (row) => (row < origin ? 0 : 1);
    default:
      return (row) => knownInput(input, rows, meaning, row);
  }
}

function valueReader(
  { lag, minus, gain }: Extract<InputChannel, { kind: 'value' }>,
  u: Float64Array,
  origin: number,
): (row: number) => number {
  const level = minus?.kind === 'mean' ? meanBefore(u, origin, minus) : 0;
  const back = minus?.kind === 'lag' ? minus.rows : null;
  return (row) => {
    const at = row - lag;
    if (at >= origin) return 0;
    return (u[at] - (back === null ? level : u[at - back])) * gain;
  };
}

function meanBefore(u: Float64Array, origin: number, { rows }: Reference): number {
  let sum = 0;
  for (let row = origin - rows; row < origin; row++) sum += u[row];
  return sum / rows;
}
