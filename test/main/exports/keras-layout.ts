import { Dataset, File, ready } from 'h5wasm';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { RuntimeRun } from '../../../src-main/exports/export-format.ts';
import { readKerasPart } from '../../../src-main/exports/keras/read-keras-part.ts';

/**
 * Keras 3 as its documentation describes it, in plain float64: reads the layers and weights of a `.keras` file where Keras looks for
 * them, and computes. Shares nothing with what writes the files.
 */
export async function runKerasLayout(file: Uint8Array, inputs: readonly ParityInput[]): Promise<RuntimeRun> {
  const { config } = JSON.parse((await readKerasPart(file, 'config.json')).toString()) as { config: FunctionalConfig };
  const weights = await readWeights(await readKerasPart(file, 'model.weights.h5'));
  const listed = config.output_layers;
  // A model of one output has no list of them, and the states are told after the outputs.
  const told = (isTensor(listed) ? [listed] : listed).filter(([, , n]) => n === 0).map(([name]) => name);
  const counts: Record<string, number> = {};
  const layers = ordered(config.layers, told).map((layer) => {
    const base = snakeNames[layer.class_name] ?? layer.class_name.toLowerCase();
    const count = (counts[base] = (counts[base] ?? -1) + 1);
    return { ...layer, path: `layers/${base}${count === 0 ? '' : `_${count}`}` };
  });
  const outputs = inputs.map((input) => {
    const results = new Map<string, Row[]>();
    const first = sequencesOf(input, layers.some(isMasking));
    for (const layer of layers) {
      const given = sourcesOf(layer).map((name) => results.get(name) ?? []);
      results.set(layer.name, layer.class_name === 'InputLayer' ? first : call(layer, joined(layer, given), weights));
    }
    const all = told.flatMap((name) => results.get(name) ?? []);
    return Float64Array.from(all.flatMap((row) => withoutPadding(row).flat()));
  });
  return { runtime: 'layout of Keras', version: '3', outputs };
}

/** Keras counts layers from those that are farthest from an output on, and equally far ones as it meets them from the outputs. */
function ordered(layers: readonly Layer[], outputs: readonly string[]): Layer[] {
  const distances = new Map<string, number>();
  const met = new Map<string, number>();
  const walk = (name: string, distance: number) => {
    if (!met.has(name)) met.set(name, met.size);
    distances.set(name, Math.max(distance, distances.get(name) ?? 0));
    const layer = layers.find((each) => each.name === name);
    if (layer !== undefined) sourcesOf(layer).forEach((source) => walk(source, distance + 1));
  };
  outputs.forEach((name) => walk(name, 0));
  const place = (map: Map<string, number>, { name }: Layer) => map.get(name) ?? 0;
  return layers.toSorted((a, b) => place(distances, b) - place(distances, a) || place(met, a) - place(met, b));
}

/** The layers whose outputs are the first argument of a layer. */
function sourcesOf({ inbound_nodes: [node] }: Layer): string[] {
  return node === undefined ? [] : [node.args[0]].flat().map(({ config }) => config.keras_history[0]);
}

const merges: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  Minimum: Math.min,
  Maximum: Math.max,
};

/** Returns what a layer of several inputs makes of them, by member of the batch; for others their one input. */
function joined({ class_name }: Layer, given: Row[][]): Row[] {
  const [first, ...others] = given;
  const merge = merges[class_name];
  return first.map((row, b) => ({
    ...row,
    values: row.values.map((step, t) =>
      others.reduce((all, rows) => {
        const other = rows[b].values[t];
        return merge === undefined ? [...all, ...other] : all.map((x, n) => merge(x, other[n]));
      }, step),
    ),
  }));
}

/** Sets the outputs after the end of a sequence to 0, since they have no meaning. */
function withoutPadding({ values, mask }: Row): number[][] {
  return values.length === mask.length ? values.map((step, t) => (mask[t] ? step : step.map(() => 0))) : values;
}

type TensorPlace = [layer: string, node: number, tensor: number];
const isTensor = (listed: TensorPlace | TensorPlace[]): listed is TensorPlace => typeof listed[0] === 'string';

interface FunctionalConfig {
  layers: Layer[];
  output_layers: TensorPlace | TensorPlace[];
}
interface KerasTensor {
  config: { keras_history: TensorPlace };
}
interface Layer {
  class_name: string;
  name: string;
  inbound_nodes: { args: (KerasTensor | KerasTensor[])[] }[];
  config: Record<string, unknown>;
}
type Placed = Layer & { path: string };
/**
 * The values of one batch element, (T, size), or (1, size) once a layer has summed it up; mask (T), false where Keras
 * skips a step.
 */
interface Row {
  values: number[][];
  mask: boolean[];
}
interface Matrix {
  columns: number;
  values: ArrayLike<number>;
}
type Weights = (path: string) => Matrix;

const snakeNames: Record<string, string> = {
  SimpleRNN: 'simple_rnn',
  InputLayer: 'input_layer',
  LayerNormalization: 'layer_normalization',
  BatchNormalization: 'batch_normalization',
};

const isMasking = ({ class_name, config }: Layer) => class_name === 'Masking' || config['mask_zero'] === true;

/** Padded from behind, ids with 0. What the notes of the file say of ids is that token k is k + 1 then. */
function sequencesOf(input: ParityInput, isPadded: boolean): Row[] {
  const { batch, steps, ids, lengths } = input;
  const features = input.numbers?.['values'].values ?? input.features;
  const size = features === null ? 1 : features.length / (batch * steps);
  return Array.from({ length: batch }, (_, b) => ({
    mask: Array.from({ length: steps }, () => true),
    values: Array.from({ length: steps }, (_, t) => {
      const isEnd = lengths !== null && t >= lengths[b];
      if (features !== null) {
        return [...features.slice((b * steps + t) * size, (b * steps + t + 1) * size)].map((x) => (isEnd ? -1e9 : x));
      }
      return [isEnd ? 0 : (ids?.[b * steps + t] ?? 0) + (isPadded ? 1 : 0)];
    }),
  }));
}

async function readWeights(bytes: Uint8Array): Promise<Weights> {
  const { FS } = await ready;
  FS.writeFile('/read.h5', bytes);
  const file = new File('/read.h5', 'r');
  const found = new Map<string, Matrix>();
  for (const path of file.paths()) {
    const entity = file.get(path);
    if (!(entity instanceof Dataset) || entity.shape === null) continue;
    found.set(path, { columns: entity.shape[entity.shape.length - 1], values: entity.value as Float32Array });
  }
  file.close();
  return (path) => {
    const matrix = found.get(path);
    if (matrix === undefined) throw new Error(`There is no dataset ${path} among ${[...found.keys()].join(', ')}.`);
    return matrix;
  };
}

const activations: Record<string, (x: number) => number> = {
  linear: (x) => x,
  tanh: Math.tanh,
  softsign: (x) => x / (Math.abs(x) + 1),
  relu: (x) => Math.max(x, 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  hard_sigmoid: (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
};

function call(layer: Placed, rows: Row[], weights: Weights): Row[] {
  const { class_name, config, path } = layer;
  const variable = (n: number) => weights(`${path}/vars/${n}`);
  const each = (change: (step: number[]) => number[]) =>
    rows.map((row) => ({ ...row, values: row.values.map(change) }));
  switch (class_name) {
    case 'Masking':
      return rows.map((row) => {
        const mask = row.values.map((step) => step.some((x) => x !== config['mask_value']));
        return { mask, values: row.values.map((step, t) => (mask[t] ? step : step.map(() => 0))) };
      });
    case 'Embedding': {
      const table = variable(0);
      return rows.map((row) => ({
        mask: row.values.map(([id]) => config['mask_zero'] !== true || id !== 0),
        values: row.values.map(([id]) => sliceRow(table, id)),
      }));
    }
    case 'Dropout':
    case 'Concatenate':
    case 'Add':
    case 'Minimum':
    case 'Maximum':
      return rows;
    case 'BatchNormalization': {
      const [mean, variance] = [sliceRow(variable(0), 0), sliceRow(variable(1), 0)];
      return each((step) => step.map((x, n) => (x - mean[n]) / Math.sqrt(variance[n] + Number(config['epsilon']))));
    }
    case 'Reshape': {
      const width = (config['target_shape'] as number[]).at(-1) ?? 1;
      return rows.map(({ values }) => {
        const flat = values.flat();
        const steps = Array.from({ length: flat.length / width }, (_, t) => flat.slice(t * width, (t + 1) * width));
        return { values: steps, mask: steps.map(() => true) };
      });
    }
    case 'Dense':
      return each((step) => add(product(step, variable(0)), sliceRow(variable(1), 0)));
    case 'LayerNormalization':
      return each((step) => {
        const mean = step.reduce((sum, x) => sum + x, 0) / step.length;
        const variance = step.reduce((sum, x) => sum + (x - mean) ** 2, 0) / step.length;
        const normal = step.map((x) => (x - mean) / Math.sqrt(variance + Number(config['epsilon'])));
        const [gamma, beta] = [sliceRow(variable(0), 0), sliceRow(variable(1), 0)];
        return normal.map((x, n) => gamma[n] * x + beta[n]);
      });
    case 'Rescaling':
      return each((step) => step.map((x) => x * Number(config['scale']) + Number(config['offset'])));
    case 'Activation':
      return each((step) => activate(String(config['activation']), step));
    case 'Bidirectional':
      return rows.map((row) => bidirectional(layer, row, weights));
    default:
      return rows.map((row) => recurrent(layer, row, weights).row);
  }
}

function activate(name: string, values: number[]): number[] {
  if (name !== 'softmax') return values.map((x) => activations[name](x));
  const exponentials = values.map((x) => Math.exp(x));
  const sum = exponentials.reduce((total, x) => total + x, 0);
  return exponentials.map((x) => x / sum);
}

function bidirectional({ config, path }: Placed, row: Row, weights: Weights): Row {
  const [forward, backward] = (['layer', 'backward_layer'] as const).map((part) => {
    const cell = config[part] as Layer;
    const at = `${path}/${part === 'layer' ? 'forward' : 'backward'}_layer`;
    return { cell, ...recurrent({ ...cell, path: at }, row, weights) };
  });
  // A layer that goes backwards gives its sequence in the order in which it read.
  const turned = backward.cell.config['return_sequences'] ? backward.row.values.toReversed() : backward.row.values;
  const join = (a: number[], b: number[]) => (config['merge_mode'] === 'concat' ? [...a, ...b] : add(a, b));
  return { ...row, values: forward.row.values.map((step, t) => join(step, turned[t])) };
}

function recurrent(layer: Placed, { values, mask }: Row, weights: Weights): { row: Row } {
  const { config } = layer;
  const units = Number(config['units']);
  const steps = values.map((step, t) => ({ step, isSeen: mask[t] }));
  if (config['go_backwards'] === true) steps.reverse();
  let h: number[] = Array.from({ length: units }, () => 0);
  let c = h;
  const sequence = steps.map(({ step, isSeen }) => {
    if (isSeen) [h, c] = cellStep(layer, step, h, c, weights);
    return h;
  });
  return { row: { mask, values: config['return_sequences'] === true ? sequence : [h] } };
}

/** Gates side by side: an LSTM's i f c o; a GRU's z r h, with a bias for each of its two products (`reset_after`). */
function cellStep(
  { class_name, config, path }: Placed,
  x: number[],
  h: number[],
  c: number[],
  weights: Weights,
): [h: number[], c: number[]] {
  const [kernel, recurrentKernel, bias] = [0, 1, 2].map((n) => weights(`${path}/cell/vars/${n}`));
  const inner = (values: number[]) => activate(String(config['activation']), values);
  const gate = (values: number[]) => activate(String(config['recurrent_activation']), values);
  const of = (values: number[], n: number) => values.slice(n * h.length, (n + 1) * h.length);
  const fromInput = add(product(x, kernel), sliceRow(bias, 0));
  const fromState = product(h, recurrentKernel);
  if (class_name === 'GRU') {
    const state = add(fromState, sliceRow(bias, 1));
    const [z, r] = [0, 1].map((n) => gate(add(of(fromInput, n), of(state, n))));
    const candidate = inner(add(of(fromInput, 2), times(r, of(state, 2))));
    return [h.map((value, n) => z[n] * value + (1 - z[n]) * candidate[n]), c];
  }
  const all = add(fromInput, fromState);
  if (class_name === 'SimpleRNN') return [inner(all), c];
  const [i, f, o] = [0, 1, 3].map((n) => gate(of(all, n)));
  const cell = add(times(f, c), times(i, inner(of(all, 2))));
  return [times(o, inner(cell)), cell];
}

const add = (a: number[], b: number[]) => a.map((x, n) => x + b[n]);
const times = (a: number[], b: number[]) => a.map((x, n) => x * b[n]);

function sliceRow({ columns, values }: Matrix, row: number): number[] {
  return Array.from({ length: columns }, (_, n) => values[row * columns + n]);
}

function product(row: number[], { columns, values }: Matrix): number[] {
  return Array.from({ length: columns }, (_, column) =>
    row.reduce((sum, x, n) => sum + x * values[n * columns + column], 0),
  );
}
