import { cellFacts, isRecurrent } from '../../../src-engine/cells/index.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import type { CellVariable, Clamp } from '../../../src-engine/spec/insight-spec.ts';
import type { Activation, RecurrentLayerSpec } from '../../../src-engine/spec/model-spec.ts';
import { createSlstm } from './plain-slstm.ts';

/** Sees each variable of each cell as soon as it is computed, and may change its values. */
export type Watch = (loop: string, variable: CellVariable, t: number, values: number[]) => void;
export type Values = ReadonlyMap<string, ArrayLike<number>>;

/** Written from the formulas, one sequence and one number at a time; dropout is left out. Gives the outputs, one row a step. */
export function runPlainNetwork({ spec }: Model, values: Values, input: readonly number[], watch: Watch): number[][] {
  const parameter = (name: string): ArrayLike<number> => {
    const found = values.get(name);
    if (found === undefined) throw new Error(`No values for ${name}.`);
    return found;
  };
  const size = spec.input.kind === 'tokens' ? spec.input.vocabularySize : spec.input.size;
  let rows =
    spec.input.kind === 'tokens'
      ? input.map((id) => Array.from({ length: size }, (_, n) => (n === id ? 1 : 0)))
      : Array.from({ length: input.length / size }, (_, t) => input.slice(t * size, (t + 1) * size));

  spec.layers.forEach((layer, index) => {
    if (isRecurrent(layer)) rows = recurrentLayer(layer, `${index}`, parameter, rows, watch);
    switch (layer.type) {
      case 'embedding':
        rows = rows.map((row) => product(row, parameter(`${index}.weights`), layer.dim));
        break;
      case 'dense':
        rows = rows.map((row) =>
          sum(product(row, parameter(`${index}.kernel`), layer.units), [...Array.from(parameter(`${index}.bias`))]),
        );
        break;
      case 'activation':
        if (layer.activation !== 'softmax') throw new Error('Not needed here.');
    }
  });
  return rows;
}

/** The outputs, with these values held. */
export function plainOutputs(model: Model, values: Values, ids: Int32Array, clamps: readonly Clamp[]): number[][] {
  return runPlainNetwork(model, values, [...ids], (loop, variable, _t, seen) => {
    for (const clamp of clamps.filter((each) => each.loop === loop && each.variable === variable)) {
      for (const unit of clamp.units ?? seen.keys()) seen[unit] = clamp.value;
    }
  });
}

function recurrentLayer(
  layer: RecurrentLayerSpec,
  name: string,
  parameter: (name: string) => ArrayLike<number>,
  rows: number[][],
  watch: Watch,
): number[][] {
  const run = (loop: string, times: number[]): number[][] => {
    const cell = createCell(layer, (each) => parameter(`${loop}.${each}`));
    const states: number[][] = [];
    for (const t of times) states[t] = cell(rows[t], (variable, values) => watch(loop, variable, t, values));
    return states;
  };
  const forward = rows.map((_, t) => t);
  if (layer.bidirectional === null) return layer.returnSequences ? run(name, forward) : run(name, forward).slice(-1);
  const a = run(`${name}.forward`, forward);
  const b = run(`${name}.backward`, forward.toReversed());
  const join = layer.bidirectional === 'sum' ? sum : (x: number[], y: number[]) => [...x, ...y];
  return layer.returnSequences ? a.map((row, t) => join(row, b[t])) : [join(a[a.length - 1], b[0])];
}

/** Gives a function from x_t to h_t. */
function createCell(layer: RecurrentLayerSpec, parameter: (name: string) => ArrayLike<number>) {
  if (layer.type === 'slstm') return createSlstm(layer, parameter);
  const { units } = layer;
  const [kernel, bias] = ['kernel', 'bias'].map(parameter);
  const part = (all: ArrayLike<number>, gate: number): number[] =>
    Array.from({ length: units }, (_, n) => all[gate * units + n]);
  const apply = (activation: Activation, values: number[]): number[] => values.map((x) => activate(activation, x));
  let h = new Array<number>(units).fill(0);
  let c = new Array<number>(units).fill(0);

  return (x: number[], see: (variable: CellVariable, values: number[]) => void): number[] => {
    const seen = (variable: CellVariable, values: number[]): number[] => {
      see(variable, values);
      return values;
    };
    const gates = cellFacts(layer.type).columns.length;
    const fromInput = sum(
      product(x, kernel, gates * units),
      Array.from({ length: gates * units }, (_, n) => bias[n]),
    );
    if (layer.type === 'min_gru') {
      const z = seen('update-gate', apply('sigmoid', part(fromInput, 0)));
      const positive = (a: number): number => (a >= 0 ? a + 0.5 : activate('sigmoid', a));
      const candidate = seen('candidate', part(fromInput, 1).map(positive));
      h = seen(
        'hidden-state',
        h.map((value, n) => (1 - z[n]) * value + z[n] * candidate[n]),
      );
      return h;
    }
    const fromState = product(h, parameter('recurrent'), gates * units);
    if (layer.type === 'lstm') {
      const a = sum(fromInput, fromState);
      const i = seen('input-gate', apply(layer.recurrentActivation, part(a, 0)));
      const f = seen('forget-gate', apply(layer.recurrentActivation, part(a, 1)));
      const candidate = seen('candidate', apply(layer.activation, part(a, 2)));
      const o = seen('output-gate', apply(layer.recurrentActivation, part(a, 3)));
      c = seen(
        'cell-state',
        c.map((value, n) => f[n] * value + i[n] * candidate[n]),
      );
      h = seen(
        'hidden-state',
        apply(layer.activation, c).map((value, n) => o[n] * value),
      );
    } else if (layer.type === 'gru') {
      const u = fromState.map((value, n) => value + bias[3 * units + n]);
      const a = sum(fromInput, u);
      const z = seen('update-gate', apply(layer.recurrentActivation, part(a, 0)));
      const r = seen('reset-gate', apply(layer.recurrentActivation, part(a, 1)));
      const inner = part(fromInput, 2).map((value, n) => value + r[n] * u[2 * units + n]);
      const candidate = seen('candidate', apply(layer.activation, inner));
      h = seen(
        'hidden-state',
        h.map((value, n) => z[n] * value + (1 - z[n]) * candidate[n]),
      );
    } else {
      h = seen('hidden-state', apply(layer.activation, sum(fromInput, fromState)));
    }
    return h;
  };
}

/** x (I) · matrix (I, columns). */
function product(x: readonly number[], matrix: ArrayLike<number>, columns: number): number[] {
  return Array.from({ length: columns }, (_, n) =>
    x.reduce((total, value, i) => total + value * matrix[i * columns + n], 0),
  );
}

function sum(x: readonly number[], y: readonly number[]): number[] {
  return x.map((value, n) => value + y[n]);
}

function activate(activation: Activation, x: number): number {
  switch (activation) {
    case 'tanh':
      return Math.tanh(x);
    case 'softsign':
      return x / (1 + Math.abs(x));
    case 'relu':
      return Math.max(0, x);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'hard_sigmoid':
      return Math.min(1, Math.max(0, x / 5 + 0.5));
    case 'linear':
      return x;
  }
}

/** −ln of the probability of `target`. */
export function crossEntropy(logits: readonly number[], target: number): number {
  const largest = Math.max(...logits);
  return largest + Math.log(logits.reduce((total, logit) => total + Math.exp(logit - largest), 0)) - logits[target];
}
