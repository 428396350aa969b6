import type { OnnxGraph } from '../../interchange/onnx/onnx-graph.ts';
import { addWeights, matrixWeights } from '../../interchange/onnx/stored-weights.ts';
import type { OnnxLoop } from '../onnx-cell.ts';
import type { SlstmSpec } from './facts.ts';

/** x·K + b of all steps comes before the loop. Where n = 0 nothing has been written yet, and the stabiliser m is that of the first step. */
export const slstmInOnnx: OnnxLoop<SlstmSpec> = {
  project(graph, { prefix, parameter, input }) {
    const kernel = addWeights(graph, `${prefix}kernel`, matrixWeights(parameter('kernel')));
    const bias = graph.constant(`${prefix}bias`, matrixWeights(parameter('bias')).tensor);
    const product = graph.add('MatMul', `${prefix}product`, [input, kernel]);
    return {
      sequences: [graph.add('Add', `${prefix}biased`, [product, bias])],
      constants: {
        recurrent: addWeights(graph, `${prefix}recurrent`, matrixWeights(parameter('recurrent'))),
        zero: graph.constant('scalar/0', { type: 'float32', shape: [], content: Float32Array.of(0) }),
      },
    };
  },

  step(body, { spec, prefix, sequences: [inputs], constants: { recurrent, zero }, states: { h, c, n, m } }) {
    const add = (operator: string, name: string, ...from: string[]) => body.add(operator, prefix + name, from);
    const sums = add('Add', 'sums', inputs, addRecurrentProduct(body, { spec, prefix, h, recurrent }));
    const [i, f, z, o] = ['i', 'f', 'z', 'o'].map((gate) => `${prefix}${gate}`);
    body.addMany('Split', [i, f, z, o], [sums], { axis: 1 });
    const logForget = add('Neg', 'log_forget', add('Softplus', 'negative_log_forget', add('Neg', 'negative_f', f)));
    const kept = add('Add', 'kept', m, logForget);
    const isFirst = add('Equal', 'is_first', n, zero);
    const nextM = add('Where', 'm', isFirst, i, add('Max', 'larger', kept, i));
    const write = add('Exp', 'write', add('Sub', 'write_exponent', i, nextM));
    const keep = add(
      'Where',
      'keep',
      isFirst,
      zero,
      add('Exp', 'keep_always', add('Sub', 'keep_exponent', kept, nextM)),
    );
    const written = add('Mul', 'written', write, add('Tanh', 'candidate', z));
    const nextC = add('Add', 'c', add('Mul', 'kept_c', keep, c), written);
    const nextN = add('Add', 'n', add('Mul', 'kept_n', keep, n), write);
    const read = add('Mul', 'h', add('Sigmoid', 'read', o), add('Div', 'normalised', nextC, nextN));
    return { h: read, c: nextC, n: nextN, m: nextM };
  },
};

interface RecurrentProduct {
  spec: SlstmSpec;
  prefix: string;
  h: string;
  recurrent: string;
}

/** h (B, H) by each head's kernel (D, 4D), to (B, 4H) with the gates side by side. */
function addRecurrentProduct(body: OnnxGraph, { spec, prefix, h, recurrent }: RecurrentProduct): string {
  const { units, heads } = spec;
  const size = units / heads;
  const add = (operator: string, name: string, from: string[], attributes = {}) =>
    body.add(operator, prefix + name, from, attributes);
  const byBatch = add('Reshape', 'h_in_heads', [h, body.integers(0, heads, size)]);
  const byHead = add('Transpose', 'h_by_head', [byBatch], { perm: [1, 0, 2] });
  const product = add('MatMul', 'product', [byHead, recurrent]);
  const gates = add('Reshape', 'gates_by_head', [product, body.integers(0, 0, 4, size)]);
  const turned = add('Transpose', 'gates', [gates], { perm: [1, 2, 0, 3] });
  return add('Reshape', 'recurrent_sums', [turned, body.integers(0, 4 * units)]);
}
