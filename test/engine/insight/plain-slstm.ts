import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { RecurrentLayerSpec } from '../../../src-engine/spec/model-spec.ts';

type Slstm = Extract<RecurrentLayerSpec, { type: 'slstm' }>;
type See = (variable: CellVariable, values: number[]) => void;

/** Returns a function from x_t to h_t, written from the formulas. */
export function createSlstm({ units, heads }: Slstm, parameter: (name: string) => ArrayLike<number>) {
  const [kernel, recurrent, bias] = ['kernel', 'recurrent', 'bias'].map(parameter);
  const size = units / heads;
  let h = new Array<number>(units).fill(0);
  let c = new Array<number>(units).fill(0);
  let n = new Array<number>(units).fill(0);
  let m = new Array<number>(units).fill(0);

  function preActivation(x: readonly number[], gate: number, unit: number): number {
    const column = gate * units + unit;
    const [head, inHead] = [Math.floor(unit / size), unit % size];
    let sum = bias[column];
    for (let i = 0; i < x.length; i++) sum += x[i] * kernel[i * 4 * units + column];
    for (let from = 0; from < size; from++) {
      sum += h[head * size + from] * recurrent[(head * size + from) * 4 * size + gate * size + inHead];
    }
    return sum;
  }

  return (x: number[], see: See): number[] => {
    const seen = (variable: CellVariable, values: number[]): number[] => {
      see(variable, values);
      return values;
    };
    const [aI, aF, aZ, aO] = [0, 1, 2, 3].map((gate) =>
      Array.from({ length: units }, (_, unit) => preActivation(x, gate, unit)),
    );
    const kept = aF.map((a, unit) => m[unit] - Math.log(1 + Math.exp(-a)));
    const wasEmpty = n.map((value) => value === 0);
    m = aI.map((a, unit) => (wasEmpty[unit] ? a : Math.max(a, kept[unit])));
    const i = seen(
      'input-gate',
      aI.map((a, unit) => Math.exp(a - m[unit])),
    );
    const f = seen(
      'forget-gate',
      kept.map((a, unit) => (wasEmpty[unit] ? 0 : Math.exp(a - m[unit]))),
    );
    const z = seen('candidate', aZ.map(Math.tanh));
    const o = seen(
      'output-gate',
      aO.map((a) => 1 / (1 + Math.exp(-a))),
    );
    c = seen(
      'cell-state',
      c.map((value, unit) => f[unit] * value + i[unit] * z[unit]),
    );
    n = seen(
      'normaliser',
      n.map((value, unit) => f[unit] * value + i[unit]),
    );
    h = seen(
      'hidden-state',
      o.map((value, unit) => (value * c[unit]) / n[unit]),
    );
    return h;
  };
}
