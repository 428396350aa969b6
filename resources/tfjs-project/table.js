import { runNumberGraph } from './run-number-graph.js';

/**
 * A network that reads a table, with all that is around it: it takes the numbers of a table as they are, and gives such numbers. What its
 * inputs and outputs are is in preparation.json.
 *
 *     import * as tf from '@tensorflow/tfjs';
 *     const preparation = await (await fetch('preparation.json')).json();
 *     const table = openTable(tf, await tf.loadLayersModel('model.json'), preparation);
 *     const { value, low, high } = await table.predict({ values: [rows], time: [times] });
 */
export function openTable(tf, model, { graph, padding }) {
  /** Nested lists by the names of the inputs, the batch first; `lengths` are the rows of sequences that are padded. */
  async function predict(inputs, lengths = null) {
    const given = Object.fromEntries(graph.inputs.map(({ name }) => [name, toArray(inputs[name], name)]));
    let told = { shape: [0], values: new Float64Array() };
    const outputs = await runNumberGraph(graph, given, async (read) => (told = await runNetwork(read, lengths)));
    const named = Object.keys(outputs).length > 0 ? outputs : { logits: told, probabilities: softmax(told) };
    return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, toLists(value)]));
  }

  async function runNetwork({ shape, values }, lengths) {
    const [, steps, width] = shape;
    const read = Float32Array.from(values, (value, n) => {
      const row = Math.floor(n / width);
      return lengths !== null && row % steps >= lengths[Math.floor(row / steps)] ? padding : value;
    });
    const input = tf.tensor(read, shape);
    const output = model.predict(input);
    try {
      return { shape: output.shape, values: Float64Array.from(await output.data()) };
    } finally {
      tf.dispose([input, output]);
    }
  }

  return { predict };
}

function toArray(lists, name) {
  if (lists === undefined) throw new Error(`The network also needs ${name}.`);
  const shape = [];
  for (let level = lists; Array.isArray(level) || ArrayBuffer.isView(level); level = level[0]) shape.push(level.length);
  return { shape, values: Float64Array.from(lists.flat(Infinity)) };
}

function toLists({ shape, values }) {
  let lists = Array.from(values);
  for (const extent of shape.slice(1).reverse()) {
    const rows = lists;
    lists = Array.from({ length: rows.length / extent }, (_, n) => rows.slice(n * extent, (n + 1) * extent));
  }
  return lists;
}

function softmax({ shape, values }) {
  const width = shape[shape.length - 1];
  const shares = values.slice();
  for (let row = 0; row < shares.length; row += width) {
    const own = shares.subarray(row, row + width);
    const largest = Math.max(...own);
    own.forEach((value, n) => (own[n] = Math.exp(value - largest)));
    const sum = own.reduce((total, value) => total + value, 0);
    own.forEach((value, n) => (own[n] = value / sum));
  }
  return { shape, values: shares };
}
